package io.github.akspolicy.policy;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A set of rules of others: a benchmark, the definitions of Azure Policy, the checks of another tool. One file, its
 * <em>catalogue</em>, has the rules, the policies that answer each or the reason why none does, and the profiles that
 * the standard defines. So no policy names a standard, and a new rule changes one file.
 *
 * @param title the words for it in reports and pages
 * @param source where its rules are written, and at which commit
 * @param version empty where it has none
 * @param read the day on which its rules were read there, as {@code 2026-11-30}
 * @param page the page that lists its rules; empty where it has none
 * @param address what the id of a rule is resolved against, as a link is, for the address of its page; empty where
 *     rules have none
 * @param isControls whether reports say which of its rules are met: it is what an auditor asks for
 * @param rules in its order
 * @param members the settings of each policy, by profile and by id of the policy
 */
public record Standard(
        String title,
        String source,
        String version,
        String read,
        String page,
        String address,
        boolean isControls,
        List<Rule> rules,
        Map<Profile, Map<String, Field>> members) {
    private static final Set<String> KEYS =
            Set.of("title", "source", "version", "read", "page", "address", "controls", "sections", "profiles");

    /**
     * A rule of a standard.
     *
     * @param section what it is listed under
     * @param title what it is called; empty where the id says it
     * @param policies the ids of the policies that evaluate it; empty when none does
     * @param none why no policy evaluates it; empty when one does
     * @param partly what of it no policy evaluates; empty when all of it is evaluated
     * @param entry all that the file says of it
     */
    public record Rule(
            String section, String id, String title, List<String> policies, String none, String partly, Field entry) {
        private static Rule of(String section, Field entry) {
            return new Rule(
                    section,
                    entry.key(),
                    entry.get("title").stringOr(""),
                    entry.get("policies").strings(),
                    entry.get("none").stringOr(""),
                    entry.get("partly").stringOr(""),
                    entry);
        }
    }

    public Standard {
        rules = List.copyOf(rules);
        members = Map.copyOf(members);
    }

    /**
     * Reads a catalogue.
     *
     * @param yaml its text
     * @throws IllegalArgumentException when it is not YAML, lacks a title, has an unknown key, two rules of one id or a rule
     *     whose address is not one; whether its rules are answered by policies that exist is asked by {@link #mistakes}
     */
    public static Standard read(String yaml) {
        Field file;
        try {
            file = Field.root(ManifestReader.yamlDocument(yaml));
        } catch (ManifestException unreadable) {
            throw new IllegalArgumentException("a catalogue is not YAML: " + unreadable.getMessage(), unreadable);
        }
        String title = file.get("title").stringOr("");
        for (Field key : file.fields()) {
            if (!KEYS.contains(key.key())) {
                throw new IllegalArgumentException("the catalogue \"" + title + "\" has an unknown key " + key);
            }
        }
        if (title.isEmpty()) {
            throw new IllegalArgumentException("a catalogue has no title");
        }
        Map<String, Rule> rules = new LinkedHashMap<>();
        for (Field section : file.get("sections").fields()) {
            for (Field entry : section.fields()) {
                if (rules.put(entry.key(), Rule.of(section.key(), entry)) != null) {
                    throw new IllegalArgumentException(
                            "the catalogue \"" + title + "\" has two rules of the id " + entry.key());
                }
            }
        }
        var members = new LinkedHashMap<Profile, Map<String, Field>>();
        for (Field profile : file.get("profiles").fields()) {
            var settings = new LinkedHashMap<String, Field>();
            profile.get("policies").fields().forEach(policy -> settings.put(policy.key(), policy));
            members.put(Profile.of(profile.key(), profile.get("description").stringOr("")), settings);
        }
        var standard = new Standard(
                title,
                file.get("source").stringOr(""),
                file.get("version").stringOr(""),
                file.get("read").stringOr(""),
                file.get("page").stringOr(""),
                file.get("address").stringOr(""),
                file.get("controls").isTrue(),
                List.copyOf(rules.values()),
                members);
        // a report asks for them, and could not say what is wrong
        standard.rules.forEach(standard::address);
        return standard;
    }

    private String address(Rule rule) {
        try {
            return address.isEmpty()
                    ? ""
                    : URI.create(address).resolve(rule.id.replace(" ", "%20")).toString();
        } catch (IllegalArgumentException noLink) {
            throw new IllegalArgumentException(
                    "the catalogue \"" + title + "\": address and the id " + rule.id + " make no address", noLink);
        }
    }

    /** The sections of its rules, in their order. */
    public List<String> sections() {
        return rules.stream().map(Rule::section).distinct().toList();
    }

    /** What standards demand of each policy, by its id, in the order of the standards and of their rules. */
    public static Map<String, List<Reference>> references(List<Standard> standards) {
        Map<String, List<Reference>> references = new LinkedHashMap<>();
        for (Standard standard : standards) {
            for (Rule rule : standard.rules) {
                var reference =
                        new Reference(standard.title, rule.id, rule.title, standard.address(rule), standard.isControls);
                rule.policies.forEach(policy -> references
                        .computeIfAbsent(policy, id -> new ArrayList<>())
                        .add(reference));
            }
        }
        return references;
    }

    /**
     * What is wrong with the answers, as sentences that say what to do: a rule without one, or with two that exclude each other, a policy
     * that does not exist. Empty when nothing is.
     *
     * @param isPolicy whether there is a policy of an id
     */
    public List<String> mistakes(Predicate<String> isPolicy) {
        var mistakes = new ArrayList<String>();
        for (Rule rule : rules) {
            if (rule.policies.isEmpty() && rule.none.isEmpty()) {
                mistakes.add(
                        rule.id + " has no answer: name policies, or say under \"none\" why no policy evaluates it");
            }
            if (!rule.policies.isEmpty() && !rule.none.isEmpty()) {
                mistakes.add("%s: \"%s\" and %s contradict each other".formatted(rule.id, rule.none, rule.policies));
            }
            if (rule.policies.isEmpty() && !rule.partly.isEmpty()) {
                mistakes.add(rule.id + ": partly, of no policy");
            }
            rule.policies.stream()
                    .filter(isPolicy.negate())
                    .forEach(id -> mistakes.add("%s names %s, which is not a policy".formatted(rule.id, id)));
        }
        members.forEach((profile, settings) -> settings.keySet().stream()
                .filter(isPolicy.negate())
                .forEach(id ->
                        mistakes.add("the profile %s names %s, which is not a policy".formatted(profile.name(), id))));
        return mistakes;
    }

    @Override
    public String toString() {
        return title;
    }
}
