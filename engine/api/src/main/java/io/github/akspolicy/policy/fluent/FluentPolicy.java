package io.github.akspolicy.policy.fluent;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Profile;
import io.github.akspolicy.policy.ResourcePolicy;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.ViewType;
import java.util.List;
import java.util.Locale;

/**
 * A policy made of a sentence. Its id is made of the sentence until you set one. Set one before configurations and
 * exemptions refer to it.
 *
 * @param <V> what it judges
 */
public final class FluentPolicy<V> implements ResourcePolicy<Item<V>> {
    private static final String GROUP = "custom/";
    private static final int LONGEST_ID = 100;

    private final PolicyInfo info;
    private final Subjects<V> subjects;
    private final Condition<? super V> condition;
    private final String reason;
    private final ViewType<Item<V>> view;

    private FluentPolicy(PolicyInfo info, Subjects<V> subjects, Condition<? super V> condition, String reason) {
        this.info = info;
        this.subjects = subjects;
        this.condition = condition;
        this.reason = reason;
        this.view = subjects.view();
    }

    static <V> FluentPolicy<V> of(Subjects<V> subjects, Condition<? super V> condition) {
        String sentence = subjects + " must " + condition;
        var info = PolicyInfo.of(
                GROUP + kebab(sentence),
                Severity.HIGH,
                Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1),
                "let the " + subjects.singular() + " " + condition);
        return new FluentPolicy<>(info, subjects, condition, "");
    }

    private static String kebab(String sentence) {
        String id =
                sentence.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return id.length() <= LONGEST_ID ? id : id.substring(0, LONGEST_ID);
    }

    /** With the reason, which ends every message. */
    public FluentPolicy<V> because(String why) {
        return new FluentPolicy<>(info, subjects, condition, why);
    }

    /**
     * With an id of its own, such as {@code contoso/cost-center}.
     *
     * @throws IllegalArgumentException when it has not the form {@code group/kebab-name}
     */
    public FluentPolicy<V> as(String id) {
        return with(id, info.severity(), info.title(), info.remediation());
    }

    /** With another severity than high. */
    public FluentPolicy<V> severity(Severity severity) {
        return with(info.id(), severity, info.title(), info.remediation());
    }

    /** With another title than the sentence; it stands for the sentence in messages, too. */
    public FluentPolicy<V> title(String title) {
        return with(info.id(), info.severity(), title, info.remediation());
    }

    /** With how to mend a finding, as an imperative sentence. */
    public FluentPolicy<V> fix(String remediation) {
        return with(info.id(), info.severity(), info.title(), remediation);
    }

    /** As a member of profiles, for policies that a {@link io.github.akspolicy.spi.PolicyProvider} brings. */
    public FluentPolicy<V> in(Profile... profiles) {
        return new FluentPolicy<>(info.in(profiles), subjects, condition, reason);
    }

    private FluentPolicy<V> with(String id, Severity severity, String title, String remediation) {
        PolicyInfo changed = PolicyInfo.of(id, severity, title, remediation)
                .in(info.profiles().keySet().toArray(Profile[]::new));
        return new FluentPolicy<>(changed, subjects, condition, reason);
    }

    @Override
    public PolicyInfo info() {
        return info;
    }

    @Override
    public ViewType<Item<V>> view() {
        return view;
    }

    @Override
    public void evaluate(Item<V> item, Judgement judgement) {
        Answer answer = condition.check(item);
        if (answer.holds()) {
            return;
        }
        String title = info.title();
        String rule = "; " + Character.toLowerCase(title.charAt(0)) + title.substring(1)
                + (reason.isEmpty() ? "" : ", because " + reason);
        List<Answer.Evidence> evidence = answer.evidence().isEmpty()
                ? Answer.of(false, item.field(), "does not " + condition).evidence()
                : answer.evidence();
        for (Answer.Evidence wrong : evidence) {
            UnknownCause unknown = answer.verdict() == Answer.Verdict.UNKNOWN ? UnknownCause.VALUE : null;
            Place at = wrong.at().place();
            judgement.add(new Observation(at, wrong.message() + rule, null, unknown, missing(at)));
        }
    }

    /** What is missing, as several things may be at one line: each is a finding of its own. */
    private static String missing(Place at) {
        String nearest = at.nearest().toString();
        String path = at.path().toString();
        return path.startsWith(nearest) ? path.substring(nearest.length()).replaceFirst("^\\.", "") : path;
    }

    @Override
    public String toString() {
        return info.id();
    }
}
