package io.github.akspolicy.junit;

import java.util.List;

/** The policies that apply to nothing in a release: one skipped container, whose reason names them. */
final class InapplicableDescriptor extends ContainerDescriptor {
    static final String SEGMENT = "inapplicable";

    private final String reason;

    InapplicableDescriptor(ReleaseDescriptor owner, List<String> policies) {
        super(owner.getUniqueId().append(SEGMENT, "policies"), name(policies.size()), null);
        this.reason = "nothing in " + owner.release() + " is of concern to " + String.join(", ", policies);
    }

    private static String name(int policies) {
        return policies == 1 ? "1 policy applies to nothing here" : policies + " policies apply to nothing here";
    }

    @Override
    public SkipResult shouldBeSkipped(PolicyExecutionContext context) {
        return SkipResult.skip(reason);
    }
}
