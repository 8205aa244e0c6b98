package io.github.akspolicy.policies.pod;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.workload.Container;

/**
 * The account that a Windows container runs as: what container or pod name, else what its image has. Images of Nano
 * Server have ContainerUser, all others of Microsoft ContainerAdministrator. Windows ignores case in account names.
 *
 * @param field where the name is, or would be
 * @param name the account, {@code DOMAIN\\user} for one of a domain
 */
record WindowsUser(Field field, String name) {
    private static final String ADMINISTRATOR = "ContainerAdministrator";
    private static final String NANO_SERVER = "mcr.microsoft.com/windows/nanoserver";

    static WindowsUser of(Container container) {
        Field field = container.effectiveSecurity("windowsOptions", "runAsUserName");
        String byImage = container.image().stringOr("").startsWith(NANO_SERVER) ? "ContainerUser" : ADMINISTRATOR;
        return new WindowsUser(field, field.stringOr(byImage));
    }

    boolean isAdministrator() {
        return name.equalsIgnoreCase(ADMINISTRATOR);
    }

    /** @param allowed a name, or {@code DOMAIN\*} for all of a domain */
    boolean matches(String allowed) {
        if (!allowed.endsWith("\\*")) {
            return name.equalsIgnoreCase(allowed);
        }
        String domain = allowed.substring(0, allowed.length() - 1);
        return name.regionMatches(true, 0, domain, 0, domain.length());
    }
}
