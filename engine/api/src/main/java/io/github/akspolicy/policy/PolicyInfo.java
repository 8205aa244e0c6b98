package io.github.akspolicy.policy;

import io.github.akspolicy.files.PublishedPages;
import io.github.akspolicy.manifest.Field;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The metadata of a policy. A value: configuration checking, JSON Schema, docs and SARIF rules are made from it. Every
 * method returns a changed copy.
 *
 * @param id stable for ever: {@code group/kebab-name}
 * @param formerIds ids it had before; they stay valid in configurations and exemptions
 * @param title the rule as one sentence: "Containers must not be privileged"
 * @param severity of its findings, unless configured or a finding says otherwise
 * @param remediation how to fix a finding, in one imperative sentence
 * @param parameters its settings
 * @param profiles the profiles that list it, in the order of {@link Profile#BUILT_IN}, with the settings it has there
 * @param ruleVersion raised when the rule gives other verdicts: an exemption as false positive holds for one version
 *     only
 * @param isPublished whether its page is one of those that aks-policy publishes; the page of your own policy is in your
 *     repository
 * @param isAboutForm whether it asks how a value is written, such as a name or a GUID, so that it has nothing to say of
 *     one that is filled in later; what others say of such a value is unknown
 */
public record PolicyInfo(
        String id,
        List<String> formerIds,
        String title,
        Severity severity,
        String remediation,
        List<Parameter<?>> parameters,
        Map<Profile, Parameters> profiles,
        int ruleVersion,
        boolean isPublished,
        boolean isAboutForm)
        implements Serializable {
    /** The group of findings about exemptions themselves; it has one page for all. */
    public static final String EXEMPTION_GROUP = "exemption";

    /** The group of findings about what runs otherwise than it is written; it has one page for all. */
    public static final String DRIFT_GROUP = "drift";

    /** The group of findings about a change that makes the gate weaker; it has one page for all. */
    public static final String GATE_GROUP = "gate";

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]*/[a-z][a-z0-9-]*");

    /** @throws IllegalArgumentException when the id has not the form {@code group/kebab-name} */
    public PolicyInfo {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a policy id has the form group/kebab-name, not \"" + id + "\"");
        }
        formerIds = List.copyOf(formerIds);
        parameters = List.copyOf(parameters);
        profiles = Profile.sorted(profiles);
    }

    /** The start of a policy's metadata. */
    public static PolicyInfo of(String id, Severity severity, String title, String remediation) {
        return new PolicyInfo(id, List.of(), title, severity, remediation, List.of(), Map.of(), 1, false, false);
    }

    /** With how to fix a finding, in one imperative sentence. */
    public PolicyInfo fix(String sentence) {
        return new PolicyInfo(
                id, formerIds, title, severity, sentence, parameters, profiles, ruleVersion, isPublished, isAboutForm);
    }

    /** With ids that it had in earlier releases: configurations and exemptions may go on naming them. */
    public PolicyInfo formerly(String... ids) {
        return new PolicyInfo(
                id,
                List.of(ids),
                title,
                severity,
                remediation,
                parameters,
                profiles,
                ruleVersion,
                isPublished,
                isAboutForm);
    }

    /** With more settings, behind those that it has. */
    public PolicyInfo parameters(Parameter<?>... added) {
        var all = new ArrayList<>(parameters);
        all.addAll(List.of(added));
        return new PolicyInfo(
                id, formerIds, title, severity, remediation, all, profiles, ruleVersion, isPublished, isAboutForm);
    }

    /** The rule judges otherwise than it did: its version counts from 1. */
    public PolicyInfo ruleVersion(int version) {
        return new PolicyInfo(
                id, formerIds, title, severity, remediation, parameters, profiles, version, isPublished, isAboutForm);
    }

    /** Membership in profiles, with the default settings. */
    public PolicyInfo in(Profile... members) {
        PolicyInfo info = this;
        for (Profile profile : members) {
            info = info.in(profile, Parameters.DEFAULTS);
        }
        return info;
    }

    /** Membership in profiles that want other settings. */
    public PolicyInfo in(Parameters settings, Profile... members) {
        PolicyInfo info = this;
        for (Profile profile : members) {
            info = info.in(profile, settings);
        }
        return info;
    }

    /**
     * Membership in a profile that wants other settings. A member of {@link Profile#RECOMMENDED} or {@link Profile#AKS_SIMPLIFIED} is one
     * of {@link Profile#HARDENED}, too: with the settings of the latter, or with the defaults where it is in the former alone.
     */
    public PolicyInfo in(Profile profile, Parameters settings) {
        var all = new LinkedHashMap<>(profiles);
        all.put(profile, settings);
        if (profile.equals(Profile.AKS_SIMPLIFIED)) {
            all.put(Profile.HARDENED, settings);
        } else if (profile.equals(Profile.RECOMMENDED)) {
            all.putIfAbsent(Profile.HARDENED, Parameters.DEFAULTS);
        }
        return new PolicyInfo(
                id, formerIds, title, severity, remediation, parameters, all, ruleVersion, isPublished, isAboutForm);
    }

    /**
     * Membership in the profiles of a standard that name the policy, with the settings that they state.
     *
     * @throws IllegalArgumentException when they state a setting that the policy does not have, or with a value of another type
     */
    public PolicyInfo in(Standard standard) {
        PolicyInfo info = this;
        for (Map.Entry<Profile, Map<String, Field>> profile : standard.members().entrySet()) {
            Field stated = profile.getValue().get(id);
            if (stated != null) {
                info = info.in(profile.getKey(), settings(stated));
            }
        }
        return info;
    }

    private Parameters settings(Field stated) {
        Parameters settings = Parameters.DEFAULTS;
        for (Field setting : stated.fields()) {
            Parameters before = settings;
            for (Parameter<?> parameter : parameters) {
                settings = parameter.name().equals(setting.key()) ? settings.read(parameter, setting) : settings;
            }
            if (settings == before) {
                throw new IllegalArgumentException("the catalogue states a setting that does not fit: " + setting);
            }
        }
        return settings;
    }

    /** The policy is about the form of values: {@link #isAboutForm}. */
    public PolicyInfo aboutForm() {
        return new PolicyInfo(
                id, formerIds, title, severity, remediation, parameters, profiles, ruleVersion, isPublished, true);
    }

    /** The part of the id before the slash. */
    public String group() {
        return id.substring(0, id.indexOf('/'));
    }

    /** The part of the id after the slash. */
    public String name() {
        return id.substring(id.indexOf('/') + 1);
    }

    /** The policy is one of those whose pages aks-policy publishes. */
    public PolicyInfo published() {
        return new PolicyInfo(
                id, formerIds, title, severity, remediation, parameters, profiles, ruleVersion, true, isAboutForm);
    }

    /**
     * Where its page is: an address for the policies of aks-policy, as {@link PublishedPages} says, and a path in the user's own
     * repository for others.
     */
    public String documentation() {
        return switch (group()) {
            case EXEMPTION_GROUP -> PublishedPages.address("exemptions.md");
            case DRIFT_GROUP -> PublishedPages.address("audit.md");
            case GATE_GROUP -> PublishedPages.address("pull-requests.md");
            default -> isPublished ? PublishedPages.address("policies/" + id + ".md") : "docs/policies/" + id + ".md";
        };
    }
}
