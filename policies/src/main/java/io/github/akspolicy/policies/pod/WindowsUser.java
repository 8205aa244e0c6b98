package io.github.akspolicy.policies.pod;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.AzureCompat;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.workload.Container;

/**
 * The account that a Windows container runs as: what container or pod name, else what its image has. Images of Nano
 * Server have ContainerUser, all others of Microsoft ContainerAdministrator. Windows ignores case in account names.
 *
 * @param field where the name is, or would be
 * @param name the account, {@code DOMAIN\\user} for one of a domain
 * @param azure whether names are compared as Azure Policy's templates do
 */
record WindowsUser(Field field, String name, boolean azure) {
    static final Parameter<Boolean> AZURE = AzureCompat.parameter(
            "user names by case; DOMAIN\\* also for domains that begin so; Nano Server wherever an image names it");

    private static final String ADMINISTRATOR = "ContainerAdministrator";
    private static final String NANO_SERVER = "mcr.microsoft.com/windows/nanoserver";

    static WindowsUser of(Container container, Judgement judgement) {
        boolean azure = judgement.get(AZURE);
        Field field = container.effectiveSecurity("windowsOptions", "runAsUserName");
        String image = container.image().written();
        boolean isNano = azure ? image.contains(NANO_SERVER) : image.startsWith(NANO_SERVER);
        return new WindowsUser(field, field.stringOr(isNano ? "ContainerUser" : ADMINISTRATOR), azure);
    }

    boolean isAdministrator() {
        return azure ? name.equals(ADMINISTRATOR) : name.equalsIgnoreCase(ADMINISTRATOR);
    }

    /** @param allowed a name, or {@code DOMAIN\*} for all of a domain */
    boolean matches(String allowed) {
        if (!allowed.endsWith("\\*")) {
            return azure ? name.equals(allowed) : name.equalsIgnoreCase(allowed);
        }
        if (azure) {
            return name.indexOf('\\') >= 0 && name.startsWith(allowed.substring(0, allowed.length() - 2));
        }
        String domain = allowed.substring(0, allowed.length() - 1);
        return name.regionMatches(true, 0, domain, 0, domain.length());
    }
}
