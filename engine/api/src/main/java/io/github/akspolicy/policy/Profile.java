package io.github.akspolicy.policy;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A named list of policies. Which policies are members, and with which settings, is stated by each
 * {@link PolicyInfo#profiles()}.
 *
 * @param name the word for {@code profile:} in the configuration
 * @param description one sentence
 */
public record Profile(String name, String description) implements Serializable {
    public static final Profile RECOMMENDED = new Profile(
            "recommended",
            "Needs no settings, evaluates what the files themselves show, quiet enough for a first run.");
    public static final Profile AKS_SIMPLIFIED =
            new Profile("aks-simplified", "What the slides of \"AKS Security Simplified\" ask for, topic by topic.");
    /** What {@link #RECOMMENDED} and {@link #AKS_SIMPLIFIED} hold is in it without saying so. */
    public static final Profile HARDENED = new Profile(
            "hardened",
            "Everything in recommended and aks-simplified, and what else hardens a cluster and needs no preview feature.");

    public static final Profile PSS_BASELINE =
            new Profile("pss-baseline", "The Kubernetes Pod Security Standards, level baseline.");
    public static final Profile PSS_RESTRICTED =
            new Profile("pss-restricted", "The Kubernetes Pod Security Standards, level restricted.");
    public static final Profile AZURE_PSP_BASELINE = new Profile(
            "azure-psp-baseline",
            "Azure Policy initiative a8640138-9b0a-4a28-b8cb-1666c838647d: pod security baseline standards.");
    public static final Profile AZURE_PSP_RESTRICTED = new Profile(
            "azure-psp-restricted",
            "Azure Policy initiative 42b8ef37-b724-4e24-bbc8-7a7708edfe00: pod security restricted standards.");
    public static final Profile AZURE_SAFEGUARDS = new Profile(
            "azure-safeguards",
            "AKS deployment safeguards without Pod Security Standards, as AKS Standard has them by default.");
    public static final Profile AZURE_SAFEGUARDS_BASELINE = new Profile(
            "azure-safeguards-baseline",
            "AKS deployment safeguards with podSecurityStandardsLevel Baseline, as AKS Automatic has them.");
    public static final Profile AZURE_SAFEGUARDS_RESTRICTED = new Profile(
            "azure-safeguards-restricted",
            "Azure Policy initiative c047ea8e-9c78-49b2-958b-37e56d291a44: AKS deployment safeguards with"
                    + " podSecurityStandardsLevel Restricted.");
    public static final Profile AZURE_CIS = new Profile(
            "azure-cis", "Azure Policy initiative 4fd005fd-51be-478f-a8fb-149d48b20d48: CIS benchmark for AKS.");
    public static final Profile CIS = new Profile("cis", "The CIS AKS and Kubernetes benchmarks.");
    public static final Profile PREVIEW = new Profile(
            "preview", "What only a preview feature of AKS can satisfy; such policies are in no other profile.");
    /** Every policy is a member of it without saying so. */
    public static final Profile ALL = new Profile("all", "Every policy with its default settings.");

    /** All profiles, in the order of the documentation. */
    public static final List<Profile> BUILT_IN = List.of(
            RECOMMENDED,
            AKS_SIMPLIFIED,
            HARDENED,
            PSS_BASELINE,
            PSS_RESTRICTED,
            AZURE_PSP_BASELINE,
            AZURE_PSP_RESTRICTED,
            AZURE_SAFEGUARDS,
            AZURE_SAFEGUARDS_BASELINE,
            AZURE_SAFEGUARDS_RESTRICTED,
            AZURE_CIS,
            CIS,
            PREVIEW,
            ALL);

    /** The built-in profile of a name, else one of the standard that describes it. */
    static Profile of(String name, String description) {
        return BUILT_IN.stream()
                .filter(profile -> profile.name.equals(name))
                .findFirst()
                .orElseGet(() -> new Profile(name, description));
    }

    /** The same members in the order of the documentation; other profiles last, as they came. */
    static <T> Map<Profile, T> sorted(Map<Profile, T> members) {
        var sorted = new LinkedHashMap<Profile, T>();
        Stream.concat(BUILT_IN.stream().filter(members::containsKey), members.keySet().stream())
                .forEach(profile -> sorted.put(profile, members.get(profile)));
        return Collections.unmodifiableMap(sorted);
    }
}
