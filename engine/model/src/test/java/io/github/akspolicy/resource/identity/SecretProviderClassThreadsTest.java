package io.github.akspolicy.resource.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ResourceReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One SecretProviderClass is asked by policies in several threads: each of them sees the whole list. */
class SecretProviderClassThreadsTest {
    private static final int THREADS = 4;
    private static final int TIMES = 300;

    @Test
    void noThreadSeesAnEmptyList() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (int time = 0; time < TIMES; time++) {
                SecretProviderClass provider =
                        SecretProviderClass.VIEW.in(resource()).get(0);
                var together = new CyclicBarrier(THREADS);
                Callable<Integer> question = () -> {
                    together.await();
                    return provider.objects().size();
                };
                List<Future<Integer>> answers = threads.invokeAll(List.of(question, question, question, question));
                var sizes = new ArrayList<Integer>();
                for (Future<Integer> answer : answers) {
                    sizes.add(answer.get());
                }
                assertThat(sizes).containsExactly(40, 40, 40, 40);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Resource resource() throws ManifestException {
        var text = new StringBuilder("""
                apiVersion: secrets-store.csi.x-k8s.io/v1
                kind: SecretProviderClass
                metadata: {name: store}
                spec:
                  provider: azure
                  parameters:
                    objects: |
                      array:
                """);
        for (int i = 0; i < 40; i++) {
            text.append("        - |\n          objectName: key-").append(i).append("\n          objectType: secret\n");
        }
        var resources = new ArrayList<Resource>();
        for (Node document : ManifestReader.yamlDocuments(text.toString())) {
            ResourceReader.read(document, null, PodTemplates.KNOWN, resources::add, problem -> {
                throw new AssertionError(problem);
            });
        }
        return resources.get(0);
    }
}
