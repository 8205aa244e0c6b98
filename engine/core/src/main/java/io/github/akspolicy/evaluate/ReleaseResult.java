package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.FileResult.Detection;
import io.github.akspolicy.evaluate.Ledger.JudgedResource;
import io.github.akspolicy.evaluate.Ledger.PolicyAccount;
import io.github.akspolicy.evaluate.Ledger.ReleaseAccount;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.manifest.Unresolved;
import io.github.akspolicy.manifest.UnresolvedReads;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.source.DeploymentCondition;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** What came out of one release, with resources counted over all its files. */
final class ReleaseResult {
    /** A fact with the resource it was read from. */
    record Fact(
            Object value,
            int resource,
            OriginMap origins,
            List<PlannedPolicy> unsettled,
            List<UnresolvedReads.Read> reads,
            int document,
            Map<Position, Unresolved> marked) {}

    private final Release release;
    private final PodTemplates podTemplates;
    private final ReadLimits limits;
    private final List<JudgedResource> resources = new ArrayList<>();
    private final BitSet hooks = new BitSet();
    private final BitSet thirdParty = new BitSet();
    private final List<String> files = new ArrayList<>();
    private final Map<String, PolicyAccount> accounts = new LinkedHashMap<>();
    private final List<PolicyAccount> byNumber = new ArrayList<>();
    private final List<Detection> detections = new ArrayList<>();
    private final Map<Index<?, ?>, List<Fact>> facts = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<NotEvaluated> notEvaluated = new TreeSet<>();
    private final Set<String> notes = new TreeSet<>();
    private final Set<String> secrets = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final List<ExemptionAnnotation> exemptions = new ArrayList<>();
    private final Set<String> charts = new TreeSet<>();
    private final List<DeploymentCondition> conditions = new ArrayList<>();
    private final List<Resource> context = new ArrayList<>();

    ReleaseResult(Release release, Plan plan, ReadLimits limits) {
        this.release = release;
        this.podTemplates = plan.podTemplates();
        this.limits = limits;
        plan.policies().forEach(policy -> {
            var account = new PolicyAccount();
            accounts.put(policy.active().id(), account);
            byNumber.add(account);
        });
    }

    void add(FileResult file) {
        int offset = resources.size();
        resources.addAll(file.resources);
        files.addAll(Collections.nCopies(file.resources.size(), file.path));
        for (int policy = 0; policy < file.judged.length; policy++) {
            BitSet judged = file.judged[policy];
            if (judged != null) {
                byNumber.get(policy).pass(offset, judged);
            }
        }
        file.broken.forEach(broken -> judge(offset + broken.resource(), broken.policy(), Verdict.ERROR));
        for (Detection detection : file.detections) {
            detections.add(detection.shifted(offset));
        }
        file.facts.forEach((index, found) -> {
            List<Fact> all = facts.computeIfAbsent(index, unused -> new ArrayList<>());
            found.forEach(fact -> all.add(new Fact(
                    fact.value(),
                    offset + fact.resource(),
                    file.origins,
                    fact.unsettled(),
                    fact.reads(),
                    fact.document(),
                    file.marked)));
        });
        file.hooks.stream().forEach(hook -> hooks.set(offset + hook));
        file.thirdParty.stream().forEach(resource -> thirdParty.set(offset + resource));
        problems.addAll(file.problems);
        notEvaluated.addAll(file.notEvaluated);
        secrets.addAll(file.secrets);
        names.addAll(file.names);
        file.exemptions.forEach(exemption -> exemptions.add(exemption.shifted(offset)));
    }

    void judge(int resource, ActivePolicy policy, Verdict verdict) {
        PolicyAccount account = accounts.get(policy.id());
        if (account == null) {
            throw new IllegalStateException("no account for " + policy.id());
        }
        account.judge(resource, verdict);
    }

    void conditions(List<DeploymentCondition> found) {
        conditions.addAll(found);
    }

    List<DeploymentCondition> conditions() {
        return conditions;
    }

    /** A chart of the release has values, whether a policy judges them or not. */
    void chart(String name) {
        charts.add(name);
    }

    void detect(Detection detection) {
        detections.add(detection);
    }

    /** Gives a detection another origin. */
    void redirect(int detection, Origin origin) {
        detections.set(detection, detections.get(detection).with(origin));
    }

    void problem(Problem problem) {
        problems.add(problem);
    }

    void note(String text) {
        notes.add(text);
    }

    void context(Resource resource) {
        context.add(resource);
    }

    /** What lies around the release: looked up, not evaluated. */
    List<Resource> context() {
        return context;
    }

    void notEvaluated(NotEvaluated passedOver) {
        notEvaluated.add(passedOver);
    }

    /** What was passed over so far, one for each reason, sorted. */
    List<NotEvaluated> notEvaluated() {
        return NotEvaluated.grouped(notEvaluated);
    }

    void secret(String text) {
        Redaction.collect(text, secrets);
    }

    Release release() {
        return release;
    }

    /** For each of its files. */
    ReadLimits limits() {
        return limits;
    }

    /** Reads the resources once more, as they were read; its problems are known already. */
    void readAgain(BiConsumer<Resource, OriginMap> read) {
        ReleaseReading.each(release, podTemplates, limits, read);
    }

    ReleaseId id() {
        return release.id();
    }

    boolean isHook(int index) {
        return hooks.get(index);
    }

    /** Whether a chart of others writes a resource without the repository's part, too. */
    boolean isThirdParty(int index) {
        return thirdParty.get(index);
    }

    JudgedResource resource(int index) {
        return resources.get(index);
    }

    /** The path of the file that a resource was read from. */
    String file(int resource) {
        return files.get(resource);
    }

    List<JudgedResource> resources() {
        return resources;
    }

    List<Detection> detections() {
        return detections;
    }

    List<Fact> facts(Index<?, ?> index) {
        return facts.getOrDefault(index, List.of());
    }

    List<Problem> problems() {
        return problems;
    }

    List<ExemptionAnnotation> exemptions() {
        return exemptions;
    }

    Set<String> secrets() {
        return secrets;
    }

    /** Names of its resources, namespaces and containers. */
    Set<String> names() {
        return names;
    }

    /** @param redaction masks what came from secrets */
    ReleaseAccount account(Redaction redaction) {
        return new ReleaseAccount(
                id(),
                problems.isEmpty(),
                List.copyOf(resources),
                Map.copyOf(accounts),
                charts,
                conditions,
                notEvaluated().stream()
                        .map(passedOver -> passedOver.map(redaction::apply))
                        .toList(),
                notes.stream().map(redaction::apply).toList(),
                release.renders());
    }
}
