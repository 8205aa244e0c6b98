package io.github.akspolicy.junit;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.DidYouMean;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.ReleaseId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.discovery.EngineDiscoveryRequestResolver;
import org.junit.platform.engine.support.discovery.SelectorResolver;

/** Turns selectors into descriptors: class, then release, then policy; single resources by unique id. */
final class PolicyTestsDiscovery implements SelectorResolver {
    private static final Predicate<Class<?>> IS_POLICY_TESTS =
            candidate -> AnnotationSupport.isAnnotated(candidate, PolicyTests.class);

    private final EngineDiscoveryRequest request;

    PolicyTestsDiscovery(EngineDiscoveryRequest request) {
        this.request = request;
    }

    void resolve(TestDescriptor root) {
        EngineDiscoveryRequestResolver.builder()
                .addClassContainerSelectorResolver(IS_POLICY_TESTS)
                .addSelectorResolver(this)
                .build()
                .resolve(request, root);
    }

    @Override
    public Resolution resolve(ClassSelector selector, Context context) {
        if (!IS_POLICY_TESTS.test(selector.getJavaClass())) {
            return Resolution.unresolved();
        }
        return context.addToParent(parent -> Optional.of(testClass(parent, selector.getJavaClass())))
                .map(added -> Resolution.match(Match.exact(added, () -> childrenOf(added))))
                .orElseGet(Resolution::unresolved);
    }

    @Override
    public Resolution resolve(UniqueIdSelector selector, Context context) {
        UniqueId id = selector.getUniqueId();
        UniqueId.Segment last = id.getLastSegment();
        return switch (last.getType()) {
            case PolicyTestsDescriptor.SEGMENT -> resolve(DiscoverySelectors.selectClass(last.getValue()), context);
            case RuleDescriptor.SEGMENT ->
                rule(id, context)
                        .map(added -> Resolution.match(Match.exact(
                                added,
                                () -> added.questions().stream()
                                        .map(DiscoverySelectors::selectUniqueId)
                                        .collect(Collectors.<DiscoverySelector, Set<DiscoverySelector>>toCollection(
                                                LinkedHashSet::new)))))
                        .orElseGet(Resolution::unresolved);
            case QuestionDescriptor.SEGMENT ->
                context.addToParent(
                                () -> DiscoverySelectors.selectUniqueId(id.removeLastSegment()),
                                parent ->
                                        parent instanceof RuleDescriptor owner ? owner.question(id) : Optional.empty())
                        .map(added -> Resolution.match(Match.exact(added)))
                        .orElseGet(Resolution::unresolved);
            case ReleaseDescriptor.SEGMENT ->
                context.addToParent(
                                () -> DiscoverySelectors.selectUniqueId(id.removeLastSegment()),
                                parent -> release(parent, last.getValue()))
                        .map(added -> Resolution.match(Match.exact(added, () -> policiesOf(added))))
                        .orElseGet(Resolution::unresolved);
            case PolicyDescriptor.SEGMENT ->
                policy(id, last.getValue(), context)
                        .map(added -> {
                            added.selectAll();
                            return Resolution.match(Match.exact(added));
                        })
                        .orElseGet(Resolution::unresolved);
            case ResourceDescriptor.SEGMENT ->
                policy(
                                id.removeLastSegment(),
                                id.removeLastSegment().getLastSegment().getValue(),
                                context)
                        .map(added -> {
                            added.select(last.getValue());
                            return Resolution.match(Match.partial(added));
                        })
                        .orElseGet(Resolution::unresolved);
            default -> Resolution.unresolved();
        };
    }

    private PolicyTestsDescriptor testClass(TestDescriptor parent, Class<?> testClass) {
        UniqueId id = parent.getUniqueId().append(PolicyTestsDescriptor.SEGMENT, testClass.getName());
        PolicyRules rules = PolicyRules.of(testClass);
        var problems = new ArrayList<Problem>();
        rules.invalid().forEach(rule -> problems.add(Problem.of(rule.getMessage())));
        try {
            Path configuration = Path.of(AnnotationSupport.findAnnotation(testClass, PolicyTests.class)
                    .orElseThrow()
                    .value());
            Verification verification = Verification.load(configuration, overrides(testClass));
            for (Policy policy : rules.policies()) {
                verification = with(policy, verification, problems);
            }
            for (RuleMethod rule : rules.methods()) {
                checkEnvironments(rule, verification.environments(), problems);
            }
            return new PolicyTestsDescriptor(id, testClass, verification, rules.methods(), problems);
        } catch (ConfigurationException invalid) {
            problems.addAll(0, invalid.problems());
            return new PolicyTestsDescriptor(id, testClass, null, List.of(), problems);
        }
    }

    /** A policy that cannot be added, because its id is taken, is a problem of its own: the others run. */
    private static Verification with(Policy policy, Verification verification, List<Problem> problems) {
        try {
            return verification.withPolicies(List.of(policy));
        } catch (ConfigurationException invalid) {
            problems.addAll(invalid.problems());
            return verification;
        }
    }

    private static void checkEnvironments(RuleMethod rule, List<String> known, List<Problem> problems) {
        for (String name : rule.environments()) {
            if (!known.contains(name)) {
                problems.add(new Problem(
                        "@PolicyRule " + rule.method().getDeclaringClass().getName() + "."
                                + rule.method().getName() + ": there is no environment \"" + name + "\"",
                        null,
                        DidYouMean.fix(name, known, "environments")));
            }
        }
    }

    private static Optional<RuleDescriptor> rule(UniqueId id, Context context) {
        return context.addToParent(
                () -> DiscoverySelectors.selectUniqueId(id.removeLastSegment()),
                parent -> parent instanceof PolicyTestsDescriptor owner ? owner.rule(id) : Optional.empty());
    }

    private Overrides overrides(Class<?> testClass) {
        ConfigurationParameters parameters = request.getConfigurationParameters();
        return Overrides.NONE
                .profile(parameters.get("aks-policy.profile").orElse(null))
                .failOn(parameters.get("aks-policy.failOn").orElse(null))
                .today(parameters.get("aks-policy.today").orElse(null))
                .classLoader(testClass.getClassLoader());
    }

    private static Set<DiscoverySelector> childrenOf(PolicyTestsDescriptor owner) {
        var selectors = new LinkedHashSet<DiscoverySelector>();
        owner.verification().ifPresent(verification -> {
            for (ReleaseId release : verification.releases()) {
                selectors.add(DiscoverySelectors.selectUniqueId(owner.getUniqueId()
                        .append(ReleaseDescriptor.SEGMENT, ReleaseDescriptor.segmentValue(release))));
            }
            for (RuleMethod rule : owner.rules()) {
                selectors.add(DiscoverySelectors.selectUniqueId(
                        owner.getUniqueId().append(RuleDescriptor.SEGMENT, rule.id())));
            }
        });
        return selectors;
    }

    private static Optional<ReleaseDescriptor> release(TestDescriptor parent, String value) {
        if (!(parent instanceof PolicyTestsDescriptor owner)) {
            return Optional.empty();
        }
        return owner.verification()
                .flatMap(verification -> owner.release(value)
                        .map(release -> new ReleaseDescriptor(
                                owner.getUniqueId().append(ReleaseDescriptor.SEGMENT, value), verification, release)));
    }

    private static Set<DiscoverySelector> policiesOf(ReleaseDescriptor owner) {
        var selectors = new LinkedHashSet<DiscoverySelector>();
        for (ActivePolicy policy : owner.verification().policies()) {
            selectors.add(DiscoverySelectors.selectUniqueId(
                    owner.getUniqueId().append(PolicyDescriptor.SEGMENT, policy.id())));
        }
        return selectors;
    }

    private static Optional<PolicyDescriptor> policy(UniqueId id, String policyId, Context context) {
        return context.addToParent(() -> DiscoverySelectors.selectUniqueId(id.removeLastSegment()), parent -> {
            if (!(parent instanceof ReleaseDescriptor owner)) {
                return Optional.empty();
            }
            return owner.verification().policies().stream()
                    .filter(policy -> policy.id().equals(policyId))
                    .findFirst()
                    .map(policy -> new PolicyDescriptor(id, owner, policy));
        });
    }
}
