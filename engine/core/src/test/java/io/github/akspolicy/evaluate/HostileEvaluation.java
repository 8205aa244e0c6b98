package io.github.akspolicy.evaluate;

import static io.github.akspolicy.evaluate.SamplePolicies.SECCOMP;
import static io.github.akspolicy.evaluate.SamplePolicies.TAG;

import io.github.akspolicy.evaluate.Finding.Elsewhere;
import io.github.akspolicy.evaluate.Ledger.JudgedResource;
import io.github.akspolicy.evaluate.Ledger.PolicyAccount;
import io.github.akspolicy.evaluate.Ledger.ReleaseAccount;
import io.github.akspolicy.evaluate.Occurrence.LocatedStep;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.resource.identity.IdentityLink.State;
import io.github.akspolicy.source.ChartLine;
import io.github.akspolicy.source.DeploymentCondition;
import io.github.akspolicy.source.DeploymentInput;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An evaluation in which one text stands wherever input can put one. */
final class HostileEvaluation {
    private HostileEvaluation() {}

    /** The text wherever input can put one: names, paths, messages, keys. */
    static Evaluation of(String text) {
        var release = new ReleaseId(text, text, text);
        var location = new SourceLocation(text, 3, 5, Role.VALUES);
        var related = new SourceLocation(text, 4, 1, Role.TEMPLATE);
        var line = new ChartLine(text, text, 1, true);
        var origin = new Origin(location, List.of(related), List.of(text), true, line);
        var vendor = new Origin(location, List.of(), List.of(), true, line);
        var resource = new ResourceId(text, text, text, text);
        var occurrence = new Occurrence(release, resource, "container " + text, text, true, origin, text);
        var bare = new Occurrence(
                release,
                resource,
                text,
                "spec." + text,
                false,
                Origin.of(location),
                text,
                null,
                List.of(new LocatedStep(text, related), new LocatedStep(text, null)),
                EvaluationSamples.diagram(text, text),
                List.of());
        var other = new SourceLocation(text, 8, 1, Role.VALUES);
        var findings = List.of(
                new Finding(
                        SECCOMP.info(),
                        Severity.HIGH,
                        null,
                        text,
                        List.of(occurrence, bare),
                        List.of(new Elsewhere(text, other)),
                        true),
                new Finding(
                        TAG.info(),
                        Severity.MEDIUM,
                        UnknownCause.VALUE,
                        "image is " + text,
                        List.of(bare),
                        List.of(),
                        false),
                EvaluationSamples.suppressed(
                        new Finding(SECCOMP.info(), Severity.HIGH, null, text, List.of(bare), List.of(), true),
                        new Suppression(
                                Suppression.Type.EXEMPTION,
                                Exemption.Kind.VENDOR,
                                text,
                                text,
                                text,
                                LocalDate.of(2027, 1, 31),
                                other)),
                EvaluationSamples.suppressed(
                        new Finding(
                                SECCOMP.info(),
                                Severity.HIGH,
                                null,
                                text,
                                List.of(new Occurrence(release, resource, null, text, true, vendor, text)),
                                List.of(),
                                true),
                        Suppression.of(line, location)));
        var problems = List.of(
                new InputProblem(new Problem(text, location, text), List.of(release)),
                new InputProblem(Problem.of("cannot read " + text), List.of()));
        var account = new ReleaseAccount(
                release,
                false,
                List.of(new JudgedResource(resource, location)),
                Map.of(SECCOMP.id(), new PolicyAccount()),
                Set.of(text),
                List.of(new DeploymentCondition(location, List.of(DeploymentInput.LOOKUP), false)),
                List.of(new NotEvaluated(text, text, location, text)),
                List.of(text),
                Map.of("untouched", 1));
        var chain = new IdentityChain(
                text, resource, List.of(resource), State.BROKEN, text, EvaluationSamples.diagram(text, text));
        return new Evaluation(
                        findings, problems, new Ledger(List.of(account)), List.of(TAG, SECCOMP), Thresholds.DEFAULT)
                .withIdentities(List.of(chain));
    }
}
