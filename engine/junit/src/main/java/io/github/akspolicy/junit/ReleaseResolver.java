package io.github.akspolicy.junit;

import io.github.akspolicy.evaluate.ActivePolicy;
import java.util.Optional;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.discovery.SelectorResolver;

/** Resolves what lies below a configuration by unique id: releases, policies, single resources, and problems. */
final class ReleaseResolver implements SelectorResolver {
    @Override
    public Resolution resolve(UniqueIdSelector selector, Context context) {
        UniqueId id = selector.getUniqueId();
        return switch (id.getLastSegment().getType()) {
            case ReleaseDescriptor.SEGMENT ->
                release(id, context)
                        .map(added ->
                                Resolution.match(Match.exact(added, () -> FileResolver.selectors(added.policies()))))
                        .orElseGet(Resolution::unresolved);
            case PolicyDescriptor.SEGMENT ->
                policy(id, context)
                        .map(added -> {
                            added.selectAll();
                            return Resolution.match(Match.exact(added));
                        })
                        .orElseGet(Resolution::unresolved);
            case ResourceDescriptor.SEGMENT ->
                policy(id.removeLastSegment(), context)
                        .map(added -> {
                            added.select(id.getLastSegment().getValue());
                            return Resolution.match(Match.partial(added));
                        })
                        .orElseGet(Resolution::unresolved);
            case VerificationDescriptor.PROBLEM,
                    ReleaseDescriptor.PROBLEM,
                    PolicyTestFileDescriptor.PROBLEM,
                    InapplicableDescriptor.SEGMENT,
                    ExemptionDescriptor.SEGMENT,
                    UnselectedDescriptor.SEGMENT ->
                // a problem is told whenever what it belongs to runs
                context.resolve(parent(id))
                        .map(owner -> Resolution.match(Match.partial(owner)))
                        .orElseGet(Resolution::unresolved);
            default -> Resolution.unresolved();
        };
    }

    private static DiscoverySelector parent(UniqueId id) {
        return DiscoverySelectors.selectUniqueId(id.removeLastSegment());
    }

    private static Optional<ReleaseDescriptor> release(UniqueId id, Context context) {
        return context.addToParent(
                () -> parent(id),
                parent -> parent instanceof VerificationDescriptor owner ? owner.release(id) : Optional.empty());
    }

    private static Optional<PolicyDescriptor> policy(UniqueId id, Context context) {
        return context.addToParent(() -> parent(id), parent -> policy(id, parent));
    }

    private static Optional<PolicyDescriptor> policy(UniqueId id, TestDescriptor parent) {
        if (!(parent instanceof ReleaseDescriptor owner)) {
            return Optional.empty();
        }
        return owner.verification().policies().stream()
                .filter((ActivePolicy policy) ->
                        policy.id().equals(id.getLastSegment().getValue()))
                .findFirst()
                .map(policy -> new PolicyDescriptor(id, owner, policy));
    }
}
