package io.github.akspolicy.assertj;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.workload.Container;
import org.jspecify.annotations.Nullable;

/** What of a container's security context is not as it should be: the field to mend, or null. */
final class Security {
    private Security() {}

    static @Nullable Field rootUser(Container container) {
        Field user = container.effectiveSecurity("runAsUser");
        Long number = user.integer();
        if (number != null && number == 0) {
            return user;
        }
        Field nonRoot = container.effectiveSecurity("runAsNonRoot");
        return nonRoot.isTrue() || container.runsAsNonZeroUser() ? null : nonRoot;
    }

    static @Nullable Field unless(boolean holds, Field field) {
        return holds ? null : field;
    }
}
