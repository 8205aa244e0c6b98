package io.github.akspolicy.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A look-up by a key of another type would always be empty; it does not compile. */
class TypedKeysTest {
    private static final String POLICY = """
            import io.github.akspolicy.policy.*;
            import io.github.akspolicy.resource.identity.*;
            import java.util.List;

            class LooksUp {
                List<ServiceAccount> accounts(Indexes indexes, PodIdentity pod) {
                    return indexes.get(IdentityIndexes.SERVICE_ACCOUNTS, %s);
                }
            }
            """;

    @TempDir
    private Path classes;

    @Test
    void theKeyOfTheIndexCompiles() {
        assertThat(errors("pod.serviceAccount()")).isEmpty();
    }

    @Test
    void anotherKeyDoesNot() {
        assertThat(errors("pod.serviceAccount().name()"))
                .singleElement()
                .asString()
                .contains("NamespacedName", "String");
    }

    private List<String> errors(String key) {
        var said = new DiagnosticCollector<JavaFileObject>();
        var source = new SimpleJavaFileObject(URI.create("string:///LooksUp.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return POLICY.formatted(key);
            }
        };
        ToolProvider.getSystemJavaCompiler()
                .getTask(
                        null,
                        null,
                        said,
                        List.of(
                                "-proc:none",
                                "-d",
                                classes.toString(),
                                "-classpath",
                                System.getProperty("java.class.path")),
                        null,
                        List.of(source))
                .call();
        return said.getDiagnostics().stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .map(each -> each.getMessage(null))
                .toList();
    }
}
