package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.Ledger.JudgedResource;
import io.github.akspolicy.evaluate.Ledger.ReleaseAccount;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceLocation;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that doors and reports show. Grouping, thresholds and redaction have been applied: whoever shows it
 * decides nothing.
 *
 * @param findings sorted by severity, then by place
 * @param problems sorted by place
 * @param missing what no source supplies, sorted by environment and kind
 * @param ledger what was judged
 * @param policies the policies that were on, sorted by id
 * @param thresholds what fails
 * @param excerpts the lines around findings, by the line to edit; only of files that can be read
 * @param identities how pods reach Azure, those with a fault first; empty when no policy asked for what that takes
 * @param comparison what it was compared with, or null
 * @param context what reports repeat of the configuration and of CODEOWNERS
 */
public record Evaluation(
        List<Finding> findings,
        List<InputProblem> problems,
        List<MissingInput> missing,
        Ledger ledger,
        List<ActivePolicy> policies,
        Thresholds thresholds,
        Map<SourceLocation, Excerpt> excerpts,
        List<IdentityChain> identities,
        @Nullable Comparison comparison,
        EvaluationContext context)
        implements Serializable {
    public Evaluation {
        findings = List.copyOf(findings);
        problems = List.copyOf(problems);
        missing = List.copyOf(missing);
        policies = List.copyOf(policies);
        excerpts = Map.copyOf(excerpts);
        identities = List.copyOf(identities);
    }

    /** An evaluation in which nothing was missing, without excerpts. */
    public Evaluation(
            List<Finding> findings,
            List<InputProblem> problems,
            Ledger ledger,
            List<ActivePolicy> policies,
            Thresholds thresholds) {
        this(
                findings,
                problems,
                List.of(),
                ledger,
                policies,
                thresholds,
                Map.of(),
                List.of(),
                null,
                EvaluationContext.NONE);
    }

    /**
     * This evaluation with each finding's change against an older state, whose own exemptions and baseline count there.
     *
     * @param base the older state, judged by the same policies
     * @param name what the user calls it
     * @param commit what it is
     * @param onlyNew whether findings that were there before fail nothing and are not annotated
     */
    public Evaluation against(Evaluation base, String name, String commit, boolean onlyNew) {
        return new Comparing(base, this).compared(base, name, commit, onlyNew);
    }

    Evaluation compared(List<Finding> findingsNow, Comparison with) {
        return new Evaluation(
                findingsNow, problems, missing, ledger, policies, thresholds, excerpts, identities, with, context);
    }

    /** The open findings that are shown beside the code: all of them, or the new ones where only these are asked for. */
    public List<Finding> annotated() {
        boolean onlyNew = comparison != null && comparison.onlyNew();
        return open().stream()
                .filter(finding ->
                        !onlyNew || finding.change() == null || finding.change().isNew())
                .toList();
    }

    /**
     * With findings about what a change makes weaker, before all others.
     *
     * @param fails whether they fail the build
     */
    public Evaluation withGate(List<Weakening> weakenings, boolean fails) {
        if (weakenings.isEmpty()) {
            return this;
        }
        var all = new ArrayList<>(GateFindings.of(weakenings, fails));
        all.addAll(findings);
        return new Evaluation(
                all,
                problems,
                missing,
                ledger,
                GateFindings.policies(policies, weakenings),
                thresholds,
                excerpts,
                identities,
                comparison,
                context);
    }

    /** With other problems. */
    public Evaluation withProblems(List<InputProblem> others) {
        return new Evaluation(
                findings, others, missing, ledger, policies, thresholds, excerpts, identities, comparison, context);
    }

    /** With one more problem, which concerns no release in particular. */
    public Evaluation withProblem(Problem problem) {
        return withProblems(Stream.concat(problems.stream(), Stream.of(new InputProblem(problem, List.of())))
                .toList());
    }

    /** With what a reader should know about all of it, and nothing is wrong with. */
    public Evaluation withNote(String note) {
        return new Evaluation(
                findings,
                problems,
                missing,
                ledger.withNote(note),
                policies,
                thresholds,
                excerpts,
                identities,
                comparison,
                context);
    }

    /** With other excerpts. */
    public Evaluation withExcerpts(Map<SourceLocation, Excerpt> others) {
        return new Evaluation(
                findings, problems, missing, ledger, policies, thresholds, others, identities, comparison, context);
    }

    /** With other pictures of how pods reach Azure. */
    Evaluation withIdentities(List<IdentityChain> others) {
        return new Evaluation(
                findings, problems, missing, ledger, policies, thresholds, excerpts, others, comparison, context);
    }

    /** With the owners of the files that findings name. */
    Evaluation withOwners(ExemptionRules.Owners all) {
        var known = new HashMap<String, List<String>>();
        for (Finding finding : findings) {
            List<String> found = known.computeIfAbsent(finding.location().path(), all::of);
            if (found.isEmpty()) {
                known.remove(finding.location().path());
            }
        }
        return new Evaluation(
                findings,
                problems,
                missing,
                ledger,
                policies,
                thresholds,
                excerpts,
                identities,
                comparison,
                context.withOwners(known));
    }

    /** With the name of the profile that turns its policies on. */
    public Evaluation ofProfile(String name) {
        return new Evaluation(
                findings,
                problems,
                missing,
                ledger,
                policies,
                thresholds,
                excerpts,
                identities,
                comparison,
                context.ofProfile(name));
    }

    /** The code owners of the files with lines to edit, by path; no entry for a file without any. */
    public Map<String, List<String>> owners() {
        return context.owners();
    }

    /** The open findings by the line to edit, those that are shown beside the code; see {@link LineToEdit#ORDER}. */
    public List<LineToEdit> linesToEdit() {
        return LineToEdit.of(
                annotated().stream().filter(finding -> !finding.isAboutGate()).toList(), owners());
    }

    /** The evaluations of several configurations as one, such as of the modules of a build. */
    public static Evaluation merge(List<Evaluation> parts) {
        return new Merging(parts).merged();
    }

    /** The findings that neither an exemption nor the baseline suppresses, in their order. */
    public List<Finding> open() {
        return findings.stream().filter(Finding::isOpen).toList();
    }

    /** The findings that an exemption or the baseline suppresses, in their order. */
    public List<Finding> suppressed() {
        return findings.stream().filter(finding -> !finding.isOpen()).toList();
    }

    /** What is wrong in charts of others and out of reach, by chart and version. */
    public List<VendorDebt> vendorDebt() {
        return VendorDebt.of(findings);
    }

    /** The charts of which only one side of some conditions was judged, sorted. */
    public List<OpenBranches> openBranches() {
        return OpenBranches.of(ledger);
    }

    /** The environments that were judged, or were to be and have problems; sorted. */
    public List<String> environments() {
        return Stream.concat(
                        ledger.releases().stream().map(ReleaseAccount::id),
                        problems.stream().flatMap(problem -> problem.releases().stream()))
                .map(ReleaseId::environment)
                .distinct()
                .sorted()
                .toList();
    }

    public Outcome outcome() {
        if (problems.stream().anyMatch(problem -> !isTolerated(problem))) {
            return Outcome.ERROR;
        }
        return findings.stream().anyMatch(Finding::fails) ? Outcome.FAILED : Outcome.PASSED;
    }

    /** Whether the verdict is about the rest: a file is at fault, not the tool or what it was told, and there is a rest. */
    private boolean isTolerated(InputProblem problem) {
        return thresholds.isTolerant()
                && problem.problem().at() != null
                && !problem.releases().isEmpty()
                && ledger.resources() + ledger.values() > 0;
    }

    /**
     * What one policy says of each resource of one release that it applies to, in the order of the release.
     *
     * @return empty when the policy applies to none, or the release was not read
     */
    public List<ResourceVerdict> verdicts(ReleaseId release, String policyId) {
        var verdicts = new ArrayList<ResourceVerdict>();
        Map<ResourceId, List<Finding>> byResource = findingsOf(release, policyId);
        Map<ResourceId, List<String>> gaps = gapsOf(release, policyId);
        for (ReleaseAccount account : ledger.releases()) {
            var policy = account.policies().get(policyId);
            if (!account.id().equals(release) || policy == null) {
                continue;
            }
            for (int i = 0; i < account.resources().size(); i++) {
                if (policy.judged(i)) {
                    JudgedResource resource = account.resources().get(i);
                    verdicts.add(new ResourceVerdict(
                            resource,
                            policy.verdict(i),
                            byResource.getOrDefault(resource.id(), List.of()),
                            gaps.getOrDefault(resource.id(), List.of())));
                }
            }
        }
        return verdicts;
    }

    /** Why a policy could say nothing of a resource: see {@link Verdict#ERROR}. */
    public Optional<Problem> failure(ReleaseId release, String policyId, JudgedResource resource) {
        return problems.stream()
                .filter(problem -> problem.releases().contains(release))
                .map(InputProblem::problem)
                .filter(problem -> PolicyFailure.isOf(problem, policyId, resource))
                .findFirst();
    }

    /** What of a release could not be rendered or read; failures of policies are told by {@link #failure}. */
    public List<Problem> inputProblems(ReleaseId release) {
        var all = problems.stream()
                .filter(problem -> problem.releases().contains(release))
                .map(InputProblem::problem)
                .collect(Collectors.toCollection(ArrayList::new));
        for (ActivePolicy policy : all.isEmpty() ? List.<ActivePolicy>of() : policies) {
            for (ResourceVerdict verdict : verdicts(release, policy.id())) {
                if (verdict.verdict() == Verdict.ERROR) {
                    failure(release, policy.id(), verdict.resource()).ifPresent(all::remove);
                }
            }
        }
        return List.copyOf(all);
    }

    private Map<ResourceId, List<Finding>> findingsOf(ReleaseId release, String policyId) {
        var byResource = new HashMap<ResourceId, List<Finding>>();
        for (Finding finding : findings) {
            if (finding.policy().id().equals(policyId)) {
                finding.occurrences().stream()
                        .filter(occurrence -> occurrence.release().equals(release))
                        .map(Occurrence::resource)
                        .distinct()
                        .forEach(resource -> byResource
                                .computeIfAbsent(resource, id -> new ArrayList<>())
                                .add(finding));
            }
        }
        return byResource;
    }

    private Map<ResourceId, List<String>> gapsOf(ReleaseId release, String policyId) {
        return missing.stream()
                .flatMap(input -> input.gaps().stream())
                .filter(gap -> gap.release().equals(release) && gap.policyId().equals(policyId))
                .collect(Collectors.groupingBy(
                        MissingInput.Gap::resource,
                        Collectors.mapping(MissingInput.Gap::message, Collectors.toList())));
    }

    /**
     * What a policy says of a resource.
     *
     * @param resource the resource
     * @param verdict the verdict
     * @param findings the findings that occur in it; empty for a pass
     * @param missing what no source supplies and it hangs on; empty for a pass
     */
    public record ResourceVerdict(
            JudgedResource resource, Verdict verdict, List<Finding> findings, List<String> missing) {}
}
