package io.github.akspolicy.junit;

import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policytest.PolicyTestFile;
import io.github.akspolicy.policytest.PolicyTestReader;
import io.github.akspolicy.source.Workspace;
import io.github.akspolicy.spi.PolicyProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClasspathResourceSelector;
import org.junit.platform.engine.discovery.DirectorySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.discovery.FilePosition;
import org.junit.platform.engine.discovery.FileSelector;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.discovery.SelectorResolver;

/**
 * Resolves files: policy tests and configurations that are selected themselves or lie in a selected folder, and the policy
 * tests of a class.
 */
record FileResolver(Configurations configurations, DiscoveryWarnings warnings) implements SelectorResolver {
    private static final Set<String> BUILT = Set.of("target", "build", "node_modules");

    /** What names a file in ids and names: its path relative to the working directory. */
    static String segmentValue(Path file) {
        return new Workspace(Path.of("")).relative(file);
    }

    /** The policies of all providers that a class loader finds. */
    static List<Policy> policies(@Nullable ClassLoader loader) {
        return ServiceLoader.load(PolicyProvider.class, loader).stream()
                .flatMap(provider -> provider.get().policies().stream())
                .toList();
    }

    /** What a file that runs by itself may name: the policies of the nearest configuration, those in policy files included. */
    private List<Policy> policiesFor(Path file) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = file.toAbsolutePath().normalize().getParent();
                folder != null && folder.startsWith(here);
                folder = folder.getParent()) {
            Path configuration = folder.resolve(Verification.FILE_NAME);
            if (Files.isRegularFile(configuration)) {
                Configurations.Loaded loaded = configurations.load(configuration, loader);
                Verification known = loaded.verification();
                if (known != null) {
                    return known.knownPolicies();
                }
                warnings.report(
                        "The policies of " + segmentValue(configuration) + " are not known to "
                                + segmentValue(file) + ", since it cannot be read: "
                                + loaded.problems().get(0),
                        null);
                break;
            }
        }
        return policies(loader);
    }

    /** The policy tests below a folder, sorted; none when there is no such folder. */
    static List<Path> policyTests(Path folder) {
        return files(folder).stream().filter(FileResolver::isPolicyTest).toList();
    }

    private static boolean isPolicyTest(Path file) {
        return file.getFileName().toString().endsWith(PolicyTestFile.SUFFIX);
    }

    private static boolean isConfiguration(Path file) {
        return file.getFileName().toString().equals(Verification.FILE_NAME);
    }

    private static List<Path> files(Path folder) {
        var files = new ArrayList<Path>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
                    String name = inner.getFileName() == null
                            ? ""
                            : inner.getFileName().toString();
                    boolean isOurs = inner.equals(folder) || !(name.startsWith(".") || BUILT.contains(name));
                    return isOurs ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.add(file);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return files.stream().sorted().toList();
    }

    @Override
    public Resolution resolve(DirectorySelector selector, Context context) {
        Set<DiscoverySelector> files = files(selector.getPath()).stream()
                .filter(file -> isPolicyTest(file) || isConfiguration(file))
                .map(file -> DiscoverySelectors.selectFile(file.toFile()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return files.isEmpty() ? Resolution.unresolved() : Resolution.selectors(files);
    }

    /** A class path entry lies where the build copied it; people edit, and IDEs jump to, the original. */
    @Override
    public Resolution resolve(ClasspathResourceSelector selector, Context context) {
        Path name = Path.of(selector.getClasspathResourceName());
        if (!isPolicyTest(name) && !isConfiguration(name)) {
            return Resolution.unresolved();
        }
        Path original = Path.of("src", "test", "resources").resolve(name);
        Path file = Files.exists(original) ? original : copy(selector.getClasspathResourceName());
        if (file == null) {
            warnings.report(
                    "The class path resource " + name + " is not a file: policy tests inside of jars are not run",
                    null);
            return Resolution.unresolved();
        }
        return Resolution.selectors(Set.of(selector.getPosition()
                .map(position -> DiscoverySelectors.selectFile(file.toFile(), position))
                .orElseGet(() -> DiscoverySelectors.selectFile(file.toFile()))));
    }

    private static @Nullable Path copy(String name) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        URL url = loader == null ? ClassLoader.getSystemResource(name) : loader.getResource(name);
        try {
            return url == null || !url.getProtocol().equals("file") ? null : Path.of(url.toURI());
        } catch (URISyntaxException odd) {
            return null;
        }
    }

    @Override
    public Resolution resolve(FileSelector selector, Context context) {
        Path file = selector.getPath();
        if (isConfiguration(file)) {
            return context.addToParent(parent -> Optional.of(configuration(parent, file)))
                    .map(added -> Resolution.match(Match.exact(added, () -> selectors(added.releases()))))
                    .orElseGet(Resolution::unresolved);
        }
        if (!isPolicyTest(file)) {
            return Resolution.unresolved();
        }
        Optional<PolicyTestFileDescriptor> added = context.addToParent(parent -> Optional.of(file(
                parent.getUniqueId().append(PolicyTestFileDescriptor.SEGMENT, segmentValue(file)),
                file,
                policiesFor(file))));
        return added.map(test -> selector.getPosition()
                        .map(position -> atLine(test, position))
                        .orElseGet(() -> match(test)))
                .orElseGet(Resolution::unresolved);
    }

    private Resolution atLine(PolicyTestFileDescriptor file, FilePosition position) {
        Optional<UniqueId> test = file.caseAt(position.getLine());
        if (test.isEmpty()) {
            warnings.report(
                    "There is no case at line " + position.getLine() + " of " + file.getDisplayName()
                            + ": the whole file is run",
                    file.getSource().orElse(null));
            return match(file);
        }
        return Resolution.match(Match.exact(file, () -> selectors(List.of(test.get()))));
    }

    @Override
    public Resolution resolve(UniqueIdSelector selector, Context context) {
        UniqueId id = selector.getUniqueId();
        UniqueId.Segment last = id.getLastSegment();
        return switch (last.getType()) {
            case ConfigurationDescriptor.SEGMENT -> resolve(DiscoverySelectors.selectFile(last.getValue()), context);
            case PolicyTestFileDescriptor.SEGMENT -> file(id, context);
            case PolicyTestCaseDescriptor.SEGMENT ->
                context.addToParent(
                                () -> DiscoverySelectors.selectUniqueId(id.removeLastSegment()),
                                parent -> parent instanceof PolicyTestFileDescriptor file
                                        ? file.test(id)
                                        : Optional.empty())
                        .map(added -> Resolution.match(Match.exact(added)))
                        .orElseGet(Resolution::unresolved);
            default -> Resolution.unresolved();
        };
    }

    /** A file below the root stands for itself; one below a class belongs to it. */
    private Resolution file(UniqueId id, Context context) {
        UniqueId above = id.removeLastSegment();
        if (!above.getLastSegment().getType().equals(PolicyTestsDescriptor.SEGMENT)) {
            return resolve(
                    // by its name: as a file it would have to be there, and whoever asks for one that is gone is to
                    // hear of it
                    DiscoverySelectors.selectFile(id.getLastSegment().getValue()), context);
        }
        return context.addToParent(
                        () -> DiscoverySelectors.selectUniqueId(above),
                        parent -> parent instanceof PolicyTestsDescriptor owner
                                ? owner.file(id).map(file -> file(id, file, owner.policies()))
                                : Optional.empty())
                .map(FileResolver::match)
                .orElseGet(Resolution::unresolved);
    }

    private static PolicyTestFileDescriptor file(UniqueId id, Path file, List<Policy> policies) {
        Workspace workspace = Workspace.of(Path.of(""));
        return new PolicyTestFileDescriptor(id, file, PolicyTestReader.read(file, workspace, policies), workspace);
    }

    private ConfigurationDescriptor configuration(TestDescriptor parent, Path file) {
        UniqueId id = parent.getUniqueId().append(ConfigurationDescriptor.SEGMENT, segmentValue(file));
        Configurations.Loaded loaded =
                configurations.load(file, Thread.currentThread().getContextClassLoader());
        return new ConfigurationDescriptor(id, file, loaded.verification(), loaded.problems());
    }

    private static Resolution match(PolicyTestFileDescriptor file) {
        return Resolution.match(Match.exact(file, () -> selectors(file.cases())));
    }

    static Set<DiscoverySelector> selectors(List<UniqueId> ids) {
        return ids.stream()
                .map(DiscoverySelectors::selectUniqueId)
                .collect(Collectors.<DiscoverySelector, Set<DiscoverySelector>>toCollection(LinkedHashSet::new));
    }
}
