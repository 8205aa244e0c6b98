package io.github.akspolicy.explain;

import io.github.akspolicy.environment.DeployedResource;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.environment.Fact;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Evaluation.ResourceVerdict;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.evaluate.Verdict;
import io.github.akspolicy.policies.cluster.ClusterFacts;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.resource.cluster.Kubeconfig;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.RoleAssignment;
import io.github.akspolicy.source.ReleaseId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How people get into the clusters of an environment, as lines for people: the mode of authentication, local accounts, who
 * can get a kubeconfig, who is told what they may do, how the API server is reached. Each answer has the line that makes
 * it so and what the policies say of it.
 */
public final class AccessExplanation {
    private final Environment environment;
    private final Evaluation evaluation;
    /** The clusters and kubeconfig files, each of which has its own verdicts. */
    private final Set<ResourceId> subjects;

    /**
     * @param environment what is asked
     * @param evaluation the verdicts on the same environment
     */
    public AccessExplanation(Environment environment, Evaluation evaluation) {
        this.environment = environment;
        this.evaluation = evaluation;
        this.subjects = environment.resources().all().stream()
                .filter(resource -> !ManagedCluster.of(resource.resource()).isEmpty()
                        || !Kubeconfig.of(resource.resource()).isEmpty())
                .map(DeployedResource::id)
                .collect(Collectors.toSet());
    }

    /** The answers; empty when the environment defines neither a cluster nor a kubeconfig. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        Map<RoleAssignment, Fact<RoleAssignment>> assignments = new HashMap<>();
        environment
                .facts(ClusterFacts.ROLE_ASSIGNMENTS)
                .forEach(assignment -> assignments.put(assignment.value(), assignment));
        for (Fact<ManagedCluster> cluster : environment.facts(ClusterFacts.CLUSTERS)) {
            DeployedResource resource = cluster.resource();
            heading(resource, lines);
            for (Answer answer : new AccessAnswers(environment, assignments, cluster).all()) {
                answer(answer, resource, lines);
            }
        }
        for (DeployedResource resource : environment.resources().all()) {
            for (Kubeconfig kubeconfig : Kubeconfig.of(resource.resource())) {
                heading(resource, lines);
                answer(KubeconfigUsers.answer(kubeconfig, resource), resource, lines);
            }
        }
        return lines;
    }

    private void heading(DeployedResource resource, List<String> lines) {
        lines.add(text(environment.name() + ": " + resource.id() + "   "
                + resource.origin(resource.resource().root()).primary()));
        lines.add("");
    }

    private void answer(Answer answer, DeployedResource about, List<String> lines) {
        lines.add(text("  " + answer.question() + ": " + answer.sentence()));
        int width = answer.evidence().stream()
                .mapToInt(evidence -> text(evidence.statement()).length())
                .max()
                .orElse(0);
        for (Evidence evidence : answer.evidence()) {
            String statement = text(evidence.statement());
            lines.add("    " + statement + " ".repeat(width - statement.length() + 3) + text(evidence.at()));
        }
        for (String policy : answer.policies()) {
            policy(policy, about, lines);
        }
        lines.add("");
    }

    private void policy(String id, DeployedResource about, List<String> lines) {
        if (evaluation.policies().stream().noneMatch(active -> active.id().equals(id))) {
            lines.add("    - " + id + " is off");
            return;
        }
        List<ResourceVerdict> verdicts = environment.releases().stream()
                .flatMap(release -> evaluation.verdicts(release.id(), id).stream()
                        .filter(verdict -> concerns(verdict, release.id(), about)))
                .toList();
        if (verdicts.isEmpty()) {
            lines.add("    - " + id + " evaluates nothing here");
        }
        boolean passes = verdicts.stream().allMatch(verdict -> verdict.verdict() == Verdict.PASS);
        if (!verdicts.isEmpty() && passes) {
            lines.add("    ✓ " + id);
        }
        verdicts.stream().filter(verdict -> verdict.verdict() != Verdict.PASS).forEach(verdict -> {
            for (Finding finding : verdict.findings()) {
                String sign = finding.unknown() == null ? "✗" : "?";
                String suffix = finding.isOpen() ? "" : " (accepted)";
                lines.add(text(
                        "    " + sign + " " + id + ": " + finding.message() + suffix + "   " + finding.location()));
            }
            for (String missing : verdict.missing()) {
                lines.add(text("    ? " + id + ": " + missing));
            }
            if (verdict.verdict() == Verdict.ERROR) {
                lines.add(text("    ✗ " + id + " could not be evaluated"));
            }
        });
    }

    /** Role assignments are their own resources, and any of them may concern the cluster; another cluster does not. */
    private boolean concerns(ResourceVerdict verdict, ReleaseId release, DeployedResource about) {
        ResourceId id = verdict.resource().id();
        return id.equals(about.id()) ? release.equals(about.release()) : !subjects.contains(id);
    }

    private String text(String text) {
        return SafeText.line(environment.words(text));
    }

    /**
     * An answer.
     *
     * @param evidence what makes it so
     * @param policies the ids of those that evaluate it
     */
    record Answer(String question, String sentence, List<Evidence> evidence, List<String> policies) {}

    /** A fact with its line; the line is empty for what stands nowhere. */
    record Evidence(String statement, String at) {}
}
