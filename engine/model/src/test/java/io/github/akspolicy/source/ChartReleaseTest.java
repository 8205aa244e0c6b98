package io.github.akspolicy.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChartReleaseTest {
    private static final ReleaseId ID = new ReleaseId("prod", "deploy/store", "store");
    private static final ChartRequest REQUEST = new ChartRequest(
            Path.of("deploy/store"),
            "store",
            "default",
            "v1.32.0",
            KnownApis.ofHelm(List.of()),
            List.of(),
            List.of(),
            true,
            false,
            List.of(),
            new Workspace(Path.of("")));

    private final AtomicInteger rendered = new AtomicInteger();

    @Test
    void isRenderedOnceHoweverManyThreadsAsk() throws Exception {
        var file =
                new ManifestFile("store/templates/a.yaml", "", OriginMap.identity("a", SourceLocation.Role.TEMPLATE));
        var release = release(request -> {
            rendered.incrementAndGet();
            return new ChartRenderer.Rendered(List.of(file), List.of());
        });
        var pool = Executors.newFixedThreadPool(4);
        try {
            List<Callable<List<ManifestFile>>> tasks = java.util.Collections.nCopies(16, () -> read(release));
            for (var result : pool.invokeAll(tasks)) {
                assertThat(result.get()).containsExactly(file);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(rendered).hasValue(1);
    }

    @Test
    void valuesComeBehindTheFilesForThoseWhoWantThem() throws Exception {
        var file =
                new ManifestFile("store/templates/a.yaml", "", OriginMap.identity("a", SourceLocation.Role.TEMPLATE));
        var values = new ChartValues("store", "store", file);
        Release release = release(request -> new ChartRenderer.Rendered(List.of(file), List.of(values)));
        var received = new ArrayList<Object>();
        release.read(new Release.Receiver() {
            @Override
            public void file(ManifestFile one) {
                received.add(one);
            }

            @Override
            public void values(ChartValues one) {
                received.add(one);
            }

            @Override
            public void problem(Problem problem) {
                throw new AssertionError(problem);
            }
        });
        assertThat(received).containsExactly(file, values);
        assertThat(read(release)).containsExactly(file);
    }

    @Test
    void failsOnceAndKeepsSayingSo() {
        var release = release(request -> {
            rendered.incrementAndGet();
            throw new SourceException(Problem.of("broken template"));
        });
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> read(release))
                    .isInstanceOf(SourceException.class)
                    .hasMessage("broken template");
        }
        assertThat(rendered).hasValue(1);
    }

    /** The pipeline knows the value: a chart that requires it renders all the same, and one that fails for another reason does not. */
    @Test
    void whatThePipelineProvidesIsNotMissing() throws Exception {
        var file =
                new ManifestFile("store/templates/a.yaml", "", OriginMap.identity("a", SourceLocation.Role.TEMPLATE));
        var tag = new SetValue(
                SetValue.Type.SET_STRING,
                "image.tag",
                ChartRelease.PLACEHOLDER,
                new SourceLocation("aks-policy.yaml", 2, 3, SourceLocation.Role.CONFIGURATION));
        ChartRenderer requiring = request -> {
            rendered.incrementAndGet();
            if (request.setValues().isEmpty()) {
                throw new SourceException(Problem.of("image.tag is required"));
            }
            return new ChartRenderer.Rendered(List.of(file), List.of());
        };
        var release = new ChartRelease(ID, "default", List.of(tag), REQUEST, requiring);
        assertThat(read(release)).containsExactly(file);
        assertThat(release.provided()).containsExactly("image.tag");
        assertThat(rendered).hasValue(2);

        ChartRenderer broken = request -> {
            throw new SourceException(
                    Problem.of("broken with " + request.setValues().size()));
        };
        assertThatThrownBy(() -> read(new ChartRelease(ID, "default", List.of(tag), REQUEST, broken)))
                .hasMessage("broken with 0");
    }

    @Test
    void releasesThatAskForTheSameShareARenderAndItsAnswers() throws Exception {
        var file =
                new ManifestFile("store/templates/a.yaml", "", OriginMap.identity("a", SourceLocation.Role.TEMPLATE));
        var asked = new ArrayList<List<AbsentField>>();
        ChartRelease first = release(request -> {
            rendered.incrementAndGet();
            return new ChartRenderer.Rendered(
                    List.of(file),
                    List.of(),
                    List.of(),
                    0,
                    List.of(),
                    (fields, notes) -> {
                        asked.add(fields);
                        notes.accept("not all values were tried");
                        return Map.of();
                    },
                    ThirdPartyManifests.UNKNOWN,
                    List.of(),
                    () -> Map.of("untouched", 1));
        });
        var id = new ReleaseId("staging", ID.source(), ID.name());
        ChartRelease second = new ChartRelease(id, "default", List.of(), REQUEST, request -> {
                    throw new AssertionError("rendered again");
                })
                .sharing(first);

        assertThat(read(second)).containsExactly(file);
        assertThat(read(first)).containsExactly(file);
        var notes = new ArrayList<String>();
        Objects.requireNonNull(second.absentFields()).decide(List.of(), notes::add);
        Objects.requireNonNull(first.absentFields()).decide(List.of(), notes::add);

        assertThat(rendered).hasValue(1);
        assertThat(asked).hasSize(1);
        assertThat(notes).as("said of each release").hasSize(2);
        assertThat(second.id()).isEqualTo(id);
        assertThat(first.renders()).containsEntry("untouched", 1);
        assertThat(second.renders()).as("counted once").isEmpty();
    }

    private static ChartRelease release(ChartRenderer renderer) {
        return new ChartRelease(ID, "default", List.of(), REQUEST, renderer);
    }

    private static List<ManifestFile> read(Release release) throws SourceException {
        var files = new ArrayList<ManifestFile>();
        release.read(new Release.Receiver() {
            @Override
            public void file(ManifestFile file) {
                files.add(file);
            }

            @Override
            public void problem(Problem problem) {
                throw new AssertionError(problem);
            }
        });
        return files;
    }
}
