package io.github.akspolicy.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What users compile against is documented. That comments are well formed and refer to what exists is checked by javac itself,
 * in the build of these modules.
 */
class ApiDocumentationTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** Every public type has a comment; members without one, whose name says it all, may only get fewer. */
    @ParameterizedTest
    @CsvSource({"engine/model, 69", "engine/api, 0"})
    void publicTypesAreDocumented(String module, int most) throws IOException {
        Undocumented undocumented = Undocumented.in(ROOT.resolve(module).resolve("src/main/java"));
        assertThat(undocumented.types).isEmpty();
        assertThat(undocumented.members).hasSizeLessThanOrEqualTo(most);
    }

    @Test
    void aTypeWithoutCommentIsSeen(@org.junit.jupiter.api.io.TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("A.java"), """
                public class A {
                    public record B(int c) { public B { } public int c() { return c; } }
                    /** Commented. */
                    public interface D { int e(); }
                    class F {}
                    public @Override String toString() { return ""; }
                    int g() { return 1; }
                }
                """);
        Undocumented undocumented = Undocumented.in(folder);
        assertThat(undocumented.types).containsExactly("A", "B");
        assertThat(undocumented.members).containsExactly("D.e");
    }

    /** What other modules can name and has no comment. */
    private static final class Undocumented extends TreePathScanner<Void, String> {
        private static final Set<Modifier> SEEN = Set.of(Modifier.PUBLIC, Modifier.PROTECTED);

        private final DocTrees comments;
        private final List<String> types = new ArrayList<>();
        private final List<String> members = new ArrayList<>();

        private Undocumented(DocTrees comments) {
            this.comments = comments;
        }

        static Undocumented in(Path sources) throws IOException {
            var compiler = ToolProvider.getSystemJavaCompiler();
            try (var files = compiler.getStandardFileManager(null, null, null);
                    Stream<Path> found = Files.walk(sources)) {
                List<Path> java = found.filter(
                                file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
                        .sorted()
                        .toList();
                var task = (JavacTask) compiler.getTask(
                        null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(java));
                var undocumented = new Undocumented(DocTrees.instance(task));
                for (CompilationUnitTree file : task.parse()) {
                    undocumented.scan(file, "");
                }
                return undocumented;
            }
        }

        private boolean isCommented() {
            return comments.getDocComment(getCurrentPath()) != null;
        }

        private boolean isSeen(Set<Modifier> modifiers) {
            Tree parent = getCurrentPath().getParentPath().getLeaf();
            return modifiers.stream().anyMatch(SEEN::contains) || parent.getKind() == Tree.Kind.INTERFACE;
        }

        @Override
        public Void visitClass(ClassTree type, String outer) {
            if (!isSeen(type.getModifiers().getFlags())) {
                return null;
            }
            String name = type.getSimpleName().toString();
            if (!isCommented()) {
                types.add(name);
            }
            Set<String> components = type.getKind() == Tree.Kind.RECORD
                    ? type.getMembers().stream()
                            .filter(VariableTree.class::isInstance)
                            .map(member -> ((VariableTree) member).getName().toString())
                            .collect(Collectors.toSet())
                    : Set.of();
            for (Tree member : type.getMembers()) {
                if (member instanceof MethodTree method && isRecordOwn(type, method, components)) {
                    continue;
                }
                scan(member, name);
            }
            return null;
        }

        /** What the comment of the record says with its components. */
        private static boolean isRecordOwn(ClassTree type, MethodTree method, Set<String> components) {
            return type.getKind() == Tree.Kind.RECORD
                    && (method.getReturnType() == null
                            || (method.getParameters().isEmpty()
                                    && components.contains(method.getName().toString())));
        }

        @Override
        public Void visitMethod(MethodTree method, String type) {
            boolean overrides = method.getModifiers().getAnnotations().stream()
                    .anyMatch(each -> each.getAnnotationType().toString().equals("Override"));
            if (isSeen(method.getModifiers().getFlags()) && !overrides && !isCommented()) {
                members.add(type + "." + method.getName());
            }
            return null;
        }
    }
}
