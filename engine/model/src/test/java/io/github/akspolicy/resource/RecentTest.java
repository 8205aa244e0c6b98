package io.github.akspolicy.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentTest {
    private final List<String> asked = new ArrayList<>();
    private final Recent<Integer> lengths = new Recent<>(text -> {
        asked.add(text);
        return text.length();
    });

    @Test
    void asksOnceForEqualTexts() {
        assertThat(lengths.of("LOG_LEVEL")).isEqualTo(9);
        assertThat(lengths.of(new String("LOG_LEVEL".toCharArray()))).isEqualTo(9);

        assertThat(asked).containsExactly("LOG_LEVEL");
    }

    /** Both have the same hash, so that they share a slot: the answer of one must not be taken for that of the other. */
    @Test
    void keepsTextsOfOneSlotApart() {
        Recent<String> texts = new Recent<>(text -> text + "!");
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());

        assertThat(texts.of("Aa")).isEqualTo("Aa!");
        assertThat(texts.of("BB")).isEqualTo("BB!");
        assertThat(texts.of("Aa")).isEqualTo("Aa!");
    }

    @Test
    void doesNotKeepLongTexts() {
        String hostile = "x".repeat(1_000_000);

        assertThat(lengths.of(hostile)).isEqualTo(1_000_000);
        assertThat(lengths.of(hostile)).isEqualTo(1_000_000);

        assertThat(asked).hasSize(2);
    }

    @Test
    void answersRightWhenMoreTextsComeThanItKeepsFromManyThreads() {
        Recent<String> texts = new Recent<>(text -> text + "!");
        var wrong = new AtomicReference<String>();

        IntStream.range(0, 200_000)
                .parallel()
                .mapToObj(i -> "name-" + i % 3_000)
                .filter(text -> !texts.of(text).equals(text + "!"))
                .forEach(wrong::set);

        assertThat(wrong).hasNullValue();
    }
}
