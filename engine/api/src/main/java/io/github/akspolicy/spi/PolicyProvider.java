package io.github.akspolicy.spi;

import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.Standard;
import java.util.List;
import java.util.Optional;

/** Brings policies: found by {@link java.util.ServiceLoader}, for the built-in ones and for those of an organisation. */
public interface PolicyProvider {
    /** Its policies, in the order of documentation. */
    List<Policy> policies();

    /**
     * The prose of a policy's documentation page in Markdown (why, how to fix, when to except), without title.
     *
     * @param id the policy's id
     */
    Optional<String> documentation(String id);

    /** The standards whose rules its policies answer, in the order of documentation; empty when it knows none. */
    default List<Standard> standards() {
        return List.of();
    }
}
