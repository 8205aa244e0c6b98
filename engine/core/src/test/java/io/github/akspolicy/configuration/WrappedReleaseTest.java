package io.github.akspolicy.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is around a release changes what it is for, and nothing else. */
class WrappedReleaseTest {
    private static final Release CHART = new Release() {
        @Override
        public ReleaseId id() {
            return new ReleaseId("dev", "deploy/shop", "shop");
        }

        @Override
        public @Nullable String namespace() {
            return "shop";
        }

        @Override
        public List<String> provided() {
            return List.of("image.tag");
        }

        @Override
        public void read(Receiver receiver) throws SourceException {
            receiver.file(ManifestFile.asWritten("a.yaml", "a: 1"));
            receiver.problem(Problem.of("broken"));
            receiver.note("a note");
        }

        @Override
        public Release otherState() {
            return this;
        }

        @Override
        public Map<String, Integer> renders() {
            return Map.of("values", 3);
        }
    };

    private static final Release REPEATED = new RepeatedRelease(CHART, "prod");

    /** A chart is a chart in each environment: an object that it has twice is an error in all of them. */
    @Test
    void whatIsRepeatedIsStillAChart() {
        assertThat(REPEATED.unwrapped()).isSameAs(CHART);
        assertThat(REPEATED.id()).hasToString(new ReleaseId("prod", "deploy/shop", "shop").toString());
        assertThat(List.of(REPEATED.namespace(), REPEATED.provided())).containsExactly("shop", List.of("image.tag"));
        assertThat(REPEATED.otherState()).isEqualTo(REPEATED);
    }

    @Test
    void notesAndRendersAreThoseOfTheFirst() throws SourceException {
        var heard = new ArrayList<String>();
        REPEATED.read(new Release.Receiver() {
            @Override
            public void file(ManifestFile file) {
                heard.add(file.path());
            }

            @Override
            public void problem(Problem problem) {
                heard.add(problem.message());
            }

            @Override
            public void note(String text) {
                heard.add(text);
            }

            @Override
            public void notEvaluated(NotEvaluated passedOver) {
                heard.add(passedOver.toString());
            }
        });

        assertThat(heard).containsExactly("a.yaml", "broken");
        assertThat(REPEATED.renders()).isEmpty();
    }
}
