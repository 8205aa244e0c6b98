package io.github.akspolicy.policies.workload;

import io.github.akspolicy.manifest.UnresolvedReads;
import io.github.akspolicy.policies.base.Safeguarded;
import io.github.akspolicy.policies.cluster.Safeguards;
import io.github.akspolicy.policies.pod.PodSecurityAdmission;
import io.github.akspolicy.policies.pod.PodSecurityAdmission.Violation;
import io.github.akspolicy.policies.pod.PodSecurityLevel;
import io.github.akspolicy.policy.EnvironmentPolicy;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.Profile;
import io.github.akspolicy.policy.ResourcePolicy;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What enforced deployment safeguards may say of one object. The safeguards are the policies of the profile {@code azure-safeguards} with the
 * settings that they have there, and the Pod Security Standards.
 *
 * @param namespace the effective namespace; empty when it is unknown, or there is none
 * @param question what is asked at admission
 */
record SafeguardVerdict(String namespace, Question question) {
    /** One check of one object. */
    interface Question {
        /** What is refused; what the policy of the check calls information, AKS changes at admission. */
        List<Observation> ask(Safeguards safeguards, Indexes indexes, Judgement judgement);
    }

    /** Whether a policy is one of the safeguards that refuse: the others add what is missing. */
    static boolean refuses(Policy policy) {
        Parameters settings = policy.info().profiles().get(Profile.AZURE_SAFEGUARDS);
        return settings != null && !settings.get(Safeguarded.MUTATED);
    }

    /** What is to be asked about a resource. */
    static List<SafeguardVerdict> of(Resource resource, List<Policy> safeguards) {
        String namespace = Objects.requireNonNullElse(resource.namespace(), "");
        var verdicts = new ArrayList<SafeguardVerdict>();
        for (PodAdmission pod : PodAdmission.of(resource)) {
            if (!pod.violations().isEmpty()) {
                verdicts.add(new SafeguardVerdict(namespace, standards(pod)));
            }
        }
        for (Policy policy : safeguards) {
            if (policy instanceof ResourcePolicy<?> alone) {
                // what is wrong by itself is known now: no part of the object need be kept
                List<Observation> found = found(alone, resource);
                if (!found.isEmpty()) {
                    verdicts.add(new SafeguardVerdict(namespace, (unused, indexes, judgement) -> found));
                }
            } else if (policy instanceof EnvironmentPolicy<?> joint) {
                joint(joint, resource).forEach(question -> verdicts.add(new SafeguardVerdict(namespace, question)));
            }
        }
        return verdicts;
    }

    /** What a policy says of a resource: where it says nothing and read what is known only at deployment, that. */
    private static List<Observation> found(ResourcePolicy<?> policy, Resource resource) {
        var found = new Found(policy);
        var reads = new UnresolvedReads();
        reads.during(() -> {
            evaluate(policy, resource, found);
            return found;
        });
        return found.observations.isEmpty() && !policy.info().isAboutForm()
                ? reads.all().stream().map(SafeguardVerdict::unknown).toList()
                : found.observations;
    }

    private static Observation unknown(UnresolvedReads.Read read) {
        return new Observation(read.at(), read.words(), null, UnknownCause.VALUE, "");
    }

    private static <V> void evaluate(ResourcePolicy<V> policy, Resource resource, Found found) {
        policy.view().in(resource).forEach(view -> policy.evaluate(view, found));
    }

    private static <F> List<Question> joint(EnvironmentPolicy<F> policy, Resource resource) {
        return policy.subject().facts(resource).stream()
                .<Question>map(fact -> (unused, indexes, judgement) -> {
                    var found = new Found(policy);
                    policy.evaluate(fact, indexes, found);
                    return found.observations;
                })
                .toList();
    }

    private static Question standards(PodAdmission pod) {
        return (safeguards, indexes, judgement) -> {
            // where the level is not known, each may be asked for
            PodSecurityLevel level = safeguards.isKnown() ? safeguards.standard() : PodSecurityLevel.of("restricted");
            List<Violation> violations =
                    PodSecurityAdmission.counting(pod.violations(), level, PodSecurityAdmission.server(judgement));
            var refused = new ArrayList<Observation>();
            for (Violation violation : violations) {
                violation
                        .places()
                        .forEach(place -> refused.add(Observation.violation(place, violation + standard(level), "")));
            }
            String others = violations.stream()
                    .filter(violation -> violation.places().isEmpty())
                    .map(Violation::toString)
                    .collect(Collectors.joining(", "));
            if (!others.isEmpty()) {
                refused.add(Observation.violation(pod.place(), others + standard(level), ""));
            }
            return refused;
        };
    }

    private static String standard(PodSecurityLevel level) {
        return " against the Pod Security Standards at " + level.name();
    }

    /** Takes what a policy says, with the settings of the profile. */
    private static final class Found implements Judgement {
        private final Policy policy;
        private final List<Observation> observations = new ArrayList<>(0);

        Found(Policy policy) {
            this.policy = policy;
        }

        @Override
        public <T> T get(Parameter<T> parameter) {
            return Objects.requireNonNull(policy.info().profiles().get(Profile.AZURE_SAFEGUARDS))
                    .get(parameter);
        }

        @Override
        public void add(Observation observation) {
            if (observation.unknown() == null && observation.severity() != Severity.INFO) {
                observations.add(new Observation(
                        observation.at(), observation.message(), null, null, null, observation.discriminator(), null));
            }
        }
    }
}
