package io.github.akspolicy.junit;

import io.github.akspolicy.source.Problem;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.descriptor.ClassSource;

/**
 * The class that a failed discovery was asked about, with the failing test that says why. Build tools drop a test that belongs
 * to no class, and the build would be green.
 */
final class UndiscoveredDescriptor extends ContainerDescriptor {
    private final String className;

    private UndiscoveredDescriptor(UniqueId uniqueId, String className) {
        super(uniqueId, className.substring(className.lastIndexOf('.') + 1), ClassSource.from(className));
        this.className = className;
    }

    /** Adds the failing test to the root; directly where the request names no class. */
    static void add(EngineDiscoveryRequest request, TestDescriptor root, Problem problem) {
        root.getChildren().stream().toList().forEach(root::removeChild);
        Optional<String> named = className(request);
        if (named.isEmpty()) {
            ProblemDescriptor.add(root, problem);
            return;
        }
        var owner = new UndiscoveredDescriptor(
                root.getUniqueId().append(PolicyTestsDescriptor.SEGMENT, named.get()), named.get());
        root.addChild(owner);
        ProblemDescriptor.add(owner, problem);
    }

    /** A class with policy tests before others, which are only asked about. */
    private static Optional<String> className(EngineDiscoveryRequest request) {
        var names = Stream.concat(
                        request.getSelectorsByType(ClassSelector.class).stream().map(ClassSelector::getClassName),
                        request.getSelectorsByType(UniqueIdSelector.class).stream()
                                .flatMap(selector -> selector.getUniqueId().getSegments().stream())
                                .filter(segment -> segment.getType().equals(PolicyTestsDescriptor.SEGMENT))
                                .map(UniqueId.Segment::getValue))
                .toList();
        return names.stream()
                .filter(UndiscoveredDescriptor::hasPolicyTests)
                .findFirst()
                .or(() -> names.stream().findFirst());
    }

    private static boolean hasPolicyTests(String name) {
        return ReflectionSupport.tryToLoadClass(name)
                .toOptional()
                .filter(found -> found.isAnnotationPresent(PolicyTests.class))
                .isPresent();
    }

    @Override
    public String getLegacyReportingName() {
        return className;
    }
}
