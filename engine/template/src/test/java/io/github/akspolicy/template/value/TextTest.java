package io.github.akspolicy.template.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.template.parse.Node;
import io.github.akspolicy.template.parse.TemplateText;
import org.junit.jupiter.api.Test;

/** A piece belongs to the site that wrote it first. */
class TextTest {
    private static final Site INNER = site(1);
    private static final Site OUTER = site(2);
    private static final Site LAST = site(3);

    private static Site site(int position) {
        return new Site(new Node.Dot(new TemplateText("shop/templates/a.yaml", ""), position), null);
    }

    private static Mark mark(Site site) {
        return new Mark(Sources.NONE, site);
    }

    private static Text written() {
        return new Text.Builder()
                .append("one", mark(INNER))
                .append("two", mark(OUTER))
                .build();
    }

    @Test
    void aTextThatWasWrittenKeepsItsSitesWhereverItIsWrittenAgain() {
        Text first = new Text.Builder().append(written(), LAST).build();
        assertThat(first.bytes()).isEqualTo("onetwo");
        assertThat(first.pieces()).containsExactly(new Text.Piece(3, mark(INNER)), new Text.Piece(6, mark(OUTER)));

        Text behind = new Text.Builder()
                .append("x", mark(OUTER))
                .append(written(), LAST)
                .append("y", mark(OUTER))
                .build();
        assertThat(behind.bytes()).isEqualTo("xonetwoy");
        assertThat(behind.pieces())
                .containsExactly(
                        new Text.Piece(1, mark(OUTER)), new Text.Piece(4, mark(INNER)), new Text.Piece(8, mark(OUTER)));
    }

    @Test
    void whatNoSiteHasWrittenIsOfTheSiteThatWritesIt() {
        Text half = new Text.Builder()
                .append("one", mark(INNER))
                .append("value", Mark.NONE)
                .build();
        assertThat(new Text.Builder().append(half, LAST).build().pieces())
                .containsExactly(new Text.Piece(3, mark(INNER)), new Text.Piece(8, mark(LAST)));
    }

    @Test
    void aTextThatIsWrittenFirstIsNotChangedByWhatFollows() {
        Text written = written();
        Text longer = new Text.Builder()
                .append(written, LAST)
                .append("more", mark(OUTER))
                .build();
        assertThat(longer.pieces()).containsExactly(new Text.Piece(3, mark(INNER)), new Text.Piece(10, mark(OUTER)));
        assertThat(written.pieces()).hasSize(2).last().isEqualTo(new Text.Piece(6, mark(OUTER)));
    }
}
