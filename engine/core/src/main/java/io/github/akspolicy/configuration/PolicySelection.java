package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Settings.Located;
import io.github.akspolicy.configuration.Settings.PolicySettings;
import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Profile;
import io.github.akspolicy.policy.Reference;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which policies are on and what fails, with the reason for each.
 *
 * @param profile the profile in force
 * @param profileFrom what says so
 * @param failOn a severity or {@code never}
 * @param unknown a severity or {@code never}
 * @param choices one for each known policy, sorted by id
 * @param date the day that is evaluated for
 * @param isTolerant see {@link Thresholds#isTolerant}
 */
record PolicySelection(
        Profile profile,
        String profileFrom,
        Chosen failOn,
        Chosen unknown,
        List<Choice> choices,
        DateSettings.Chosen date,
        boolean isTolerant) {
    static final String DEFAULT = "default";

    /** What brings the built-in policies. */
    static final String BUILT_IN_POLICIES = "add io.github.akspolicy:aks-policy-policies";

    /** A word in force and what says so. */
    record Chosen(String value, String from) {
        @Nullable
        Severity severity() {
            return Severity.of(value).orElse(null);
        }
    }

    /**
     * A policy with what was decided on it.
     *
     * @param active how it evaluates, when it is on
     * @param isOn whether it evaluates
     * @param from what turned it on or off
     * @param configured its entry in the configuration, or null
     */
    record Choice(
            ActivePolicy active,
            boolean isOn,
            String from,
            @Nullable PolicySettings configured) {
        private Choice on(DateSettings.Chosen date, Function<String, List<Reference>> citations) {
            return new Choice(active.on(date.date()).cited(citations), isOn, from, configured);
        }
    }

    static PolicySelection of(
            Settings settings,
            KnownPolicies known,
            Overrides overrides,
            Enforcements enforcements,
            DateSettings.Chosen date,
            Problems problems) {
        Chosen profileName = chosen(
                overrides.profile(), CommandText.option("profile"), settings.profile(), Profile.RECOMMENDED.name());
        Profile profile = known.profiles().get(profileName.value());
        if (profile == null) {
            unknownOverride(
                    overrides.profile(),
                    CommandText.option("profile"),
                    "profile",
                    known.profiles().keySet(),
                    problems);
            profile = Profile.RECOMMENDED;
        } else if (!profileName.from().equals(DEFAULT) && !known.isInProfile(profile)) {
            problems.add(emptyProfile(profile, overrides.profile() == null ? settings.profile() : null));
        }
        Chosen failOn = chosen(
                overrides.failOn(), CommandText.option("failOn"), settings.failOn(), word(Thresholds.DEFAULT.failOn()));
        if (failOn.severity() == null && !failOn.value().equals(ConfigurationSchema.NEVER)) {
            unknownOverride(
                    overrides.failOn(),
                    CommandText.option("failOn"),
                    "threshold",
                    ConfigurationSchema.thresholds(),
                    problems);
        }
        Chosen unknown = chosen(null, "", settings.unknown(), word(Thresholds.DEFAULT.unknown()));
        var choices = new ArrayList<Choice>();
        for (Policy policy : known.all()) {
            PolicySettings configured = settings.policies().stream()
                    .filter(entry -> entry.policy() == policy)
                    .findFirst()
                    .orElse(null);
            choices.add(choose(policy, profile, known.turnedOnAt(policy), configured, enforcements)
                    .on(date, known::references));
        }
        return new PolicySelection(profile, profileName.from(), failOn, unknown, List.copyOf(choices), date, false);
    }

    /** A profile that was chosen and turns nothing on: a rule that a test brings would be all that is evaluated. */
    private static Problem emptyProfile(Profile profile, @Nullable Located<String> configured) {
        return new Problem(
                (configured == null ? CommandText.option("profile") : "profile") + ": no policy of the profile "
                        + ShapeCheck.quote(profile.name()) + " is on the class path",
                configured == null ? null : configured.at(),
                BUILT_IN_POLICIES);
    }

    private static Choice choose(
            Policy policy,
            Profile profile,
            @Nullable SourceLocation turnedOnAt,
            @Nullable PolicySettings configured,
            Enforcements enforcements) {
        PolicyInfo info = policy.info();
        boolean isMember = profile.equals(Profile.ALL) || info.profiles().containsKey(profile);
        Parameters parameters = info.profiles().getOrDefault(profile, Parameters.DEFAULTS);
        if (configured == null) {
            boolean isOn = isMember || turnedOnAt != null;
            String from = turnedOnAt == null
                    ? (isMember ? "profile " : "not in profile ") + profile.name()
                    : turnedOnAt.toString();
            return new Choice(new ActivePolicy(policy, info.severity(), parameters), isOn, from, null);
        }
        Located<Severity> severity = configured.severity();
        return new Choice(
                new ActivePolicy(
                        policy,
                        severity == null ? info.severity() : severity.value(),
                        parameters.overriddenBy(configured.parameters()),
                        enforcements.of(configured)),
                configured.isOn(),
                configured.isOn() && isMember
                        ? "profile " + profile.name() + ", " + configured.at()
                        : configured.at().toString(),
                configured);
    }

    /** The policies that are on, sorted by id. */
    List<ActivePolicy> active() {
        return choices.stream().filter(Choice::isOn).map(Choice::active).toList();
    }

    Thresholds thresholds() {
        return new Thresholds(failOn.severity(), unknown.severity(), true, isTolerant);
    }

    /** This selection for a scan, whose verdict is about what could be read. */
    PolicySelection tolerant() {
        return new PolicySelection(profile, profileFrom, failOn, unknown, choices, date, true);
    }

    /** This selection with policies that a door brought, which are on. */
    PolicySelection with(List<? extends Policy> added) {
        var all = new ArrayList<>(choices);
        added.forEach(policy ->
                all.add(new Choice(ActivePolicy.of(policy), true, "added by a test", null).on(date, id -> List.of())));
        all.sort((left, right) -> left.active().id().compareTo(right.active().id()));
        return new PolicySelection(profile, profileFrom, failOn, unknown, List.copyOf(all), date, isTolerant);
    }

    private static Chosen chosen(
            @Nullable String override, String property, @Nullable Located<String> configured, String usual) {
        if (override != null) {
            return new Chosen(override, "override " + property);
        }
        return configured == null
                ? new Chosen(usual, DEFAULT)
                : new Chosen(configured.value(), configured.at().toString());
    }

    /** A wrong word of the file was reported with its line; here it is the override's turn. */
    private static void unknownOverride(
            @Nullable String word, String property, String noun, Collection<String> known, Problems problems) {
        if (word != null) {
            problems.add(new Problem(
                    property + ": unknown " + noun + " " + ShapeCheck.quote(word),
                    null,
                    DidYouMean.allowed(word, known, noun + "s")));
        }
    }

    private static String word(@Nullable Severity severity) {
        return severity == null ? ConfigurationSchema.NEVER : severity.toString();
    }
}
