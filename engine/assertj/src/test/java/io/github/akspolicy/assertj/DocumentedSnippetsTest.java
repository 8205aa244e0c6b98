package io.github.akspolicy.assertj;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Java of the pages compiles as it is shown, imports included, so that it can be typed. */
class DocumentedSnippetsTest {
    private static final Pattern BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?(?:final )?class (\\w+)");

    /** The README shows parts; an IDE adds what is above them. */
    private static final String PART = """
            import static io.github.akspolicy.assertj.AksPolicyAssertions.assertThat;
            import static io.github.akspolicy.policy.fluent.Conditions.haveLabel;
            import io.github.akspolicy.environment.Environment;
            import io.github.akspolicy.junit.*;
            import io.github.akspolicy.policy.Policy;
            import io.github.akspolicy.policy.fluent.Policies;
            """;

    @TempDir
    Path classes;

    private static JavaFileObject source(String name, String text) {
        return new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"docs/write-a-policy.md, 4", "docs/assertions.md, 2", "README.md, 3"})
    void javaCompiles(String page, int blocks) throws Exception {
        String text = Files.readString(Path.of("..", "..").resolve(page));
        var sources = new ArrayList<JavaFileObject>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            String code = block.group(1);
            Matcher name = CLASS.matcher(code);
            boolean isWhole = name.find();
            String part = "Part" + sources.size();
            String whole = code.startsWith("import ") || code.startsWith("package ")
                    ? code
                    : PART + (isWhole ? code : "class " + part + " {" + code + "}");
            sources.add(source(isWhole ? name.group(1) : part, whole));
        }
        assertThat(sources).as("blocks of Java in " + page).hasSize(blocks);
        var said = new StringWriter();
        boolean isCompiled = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        said,
                        null,
                        null,
                        List.of(
                                "-proc:none",
                                "-d",
                                classes.toString(),
                                "-classpath",
                                System.getProperty("java.class.path")),
                        null,
                        sources)
                .call();
        assertThat(isCompiled).as(said.toString()).isTrue();
    }
}
