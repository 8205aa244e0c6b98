package io.github.akspolicy.assertj;

import io.github.akspolicy.resource.identity.WorkloadIdentity;

/**
 * The client id of a managed identity.
 *
 * @param value a GUID, in any case
 */
public record ClientId(String value) {
    /** @throws IllegalArgumentException when it is no GUID */
    public ClientId {
        if (!WorkloadIdentity.isGuid(value)) {
            throw new IllegalArgumentException("a client id is a GUID, not \"" + value + "\"");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
