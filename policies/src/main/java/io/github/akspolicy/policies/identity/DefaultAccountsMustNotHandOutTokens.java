package io.github.akspolicy.policies.identity;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.Resource;
import java.util.List;

/** A pod that names no account runs as "default", and has its token unless the account says otherwise. */
final class DefaultAccountsMustNotHandOutTokens extends BuiltInPolicy<Resource> {
    private static final Parameter<List<String>> ACCOUNTS = Parameter.strings(
            "accounts",
            List.of("default"),
            "names of the service accounts that must not hand out tokens by themselves; * stands for any text");

    DefaultAccountsMustNotHandOutTokens() {
        super(
                Resource.ofKinds("service account", "", "ServiceAccount"),
                policy(
                                "identity/default-service-account-token",
                                MEDIUM,
                                "The default ServiceAccount must not hand its token to every pod")
                        .fix("set automountServiceAccountToken: false on the ServiceAccount")
                        .parameters(ACCOUNTS)
                        .in(HARDENED));
    }

    @Override
    public void evaluate(Resource account, Judgement judgement) {
        Field automount = account.root().get("automountServiceAccountToken");
        if (Glob.anyMatches(judgement.get(ACCOUNTS), account.name()) && !Boolean.FALSE.equals(automount.bool())) {
            judgement.fail(
                    automount,
                    automount.isPresent()
                            ? "automountServiceAccountToken is " + automount.textOr("no truth value")
                            : "automountServiceAccountToken is not set, which means true",
                    Fix.set(automount, false));
        }
    }
}
