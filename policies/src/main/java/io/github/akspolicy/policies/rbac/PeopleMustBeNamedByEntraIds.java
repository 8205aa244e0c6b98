package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.AccessFacts;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.identity.EntraDirectory;
import io.github.akspolicy.resource.identity.EntraDirectory.Entry;
import io.github.akspolicy.resource.identity.EntraDirectory.Type;
import io.github.akspolicy.resource.rbac.Binding;
import io.github.akspolicy.resource.rbac.Role;
import io.github.akspolicy.resource.rbac.Subject;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tokens of Entra ID carry object ids of groups: a display name as subject grants nothing to anybody. */
final class PeopleMustBeNamedByEntraIds extends BuiltInEnvironmentPolicy<Binding> {
    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern PRINCIPAL_NAME = Pattern.compile("[^@\\s]+@([^@\\s]+)");

    private static final Parameter<Boolean> PREFER_GROUPS =
            Parameter.flag("preferGroups", true, "whether users that are bound one by one are low findings");
    private static final Parameter<List<String>> ALLOWED = Parameter.strings(
            "allowedNonEntra", List.of(), "names that are of no Entra ID and meant; * stands for any text");
    private static final Parameter<List<String>> DOMAINS = Parameter.strings(
            "tenantDomains", List.of(), "domains of the tenant: users of others need their object id; empty means any");

    PeopleMustBeNamedByEntraIds() {
        super(
                RbacFacts.BINDINGS,
                Set.of(RbacFacts.BINDINGS, AccessFacts.DIRECTORIES),
                policy("rbac/entra-subject-format", HIGH, "Human subjects must be Entra ids")
                        .fix("name a group by its object id, a user by object id or user principal name")
                        .parameters(PREFER_GROUPS, ALLOWED, DOMAINS)
                        .aboutForm());
    }

    @Override
    public void evaluate(Binding binding, Indexes indexes, Judgement judgement) {
        List<EntraDirectory> directories = indexes.all(AccessFacts.DIRECTORIES);
        for (Subject subject : binding.subjects()) {
            if ((subject.isGroup() || subject.isUser())
                    && !subject.name().startsWith("system:")
                    && !Glob.anyMatches(judgement.get(ALLOWED), subject.name())) {
                judge(subject, directories, judgement);
            }
        }
    }

    private static void judge(Subject subject, List<EntraDirectory> directories, Judgement judgement) {
        String problem = problem(subject, judgement);
        if (problem.isEmpty()) {
            problem = directories.stream()
                    .map(directory -> absence(subject, directory))
                    .collect(Collectors.joining());
        }
        if (!problem.isEmpty()) {
            judgement.add(Observation.violation(
                    subject.namePlace(), "subjects contains " + subject + ", " + problem, subject.toString()));
        } else if (subject.isUser() && judgement.get(PREFER_GROUPS)) {
            judgement.add(Observation.violation(
                            subject.namePlace(),
                            "subjects contains " + subject + ": bind a group, whose members Entra ID manages",
                            subject.toString())
                    .withSeverity(LOW));
        }
        if (!subject.namespace().isEmpty()) {
            judgement.add(Observation.violation(
                            subject.namespacePlace(),
                            "namespace of a " + subject.kind() + " means nothing: write {apiGroup: " + Role.API_GROUP
                                    + ", kind: " + subject.kind() + ", name: " + subject.name() + '}',
                            subject + ":namespace")
                    .withSeverity(LOW));
        }
    }

    /** Why nobody in the tenant is meant; empty when somebody is, or when nobody knows. */
    private static String absence(Subject subject, EntraDirectory directory) {
        String name = subject.name();
        if (!EntraDirectory.isId(name)) {
            return directory.lists(Type.USER) && !directory.hasPrincipalName(name)
                    ? "whom no file of principals has: no user of the tenant is called so"
                    : "";
        }
        Entry entry = directory.find(name);
        if (entry != null) {
            boolean isGroup = entry.type() == Type.GROUP;
            return isGroup == subject.isGroup()
                    ? ""
                    : "which is the id of a " + entry.type().words() + ": write kind: " + (isGroup ? "Group" : "User");
        }
        Entry application = directory.ofApplication(name);
        if (application != null) {
            return "which is the id of an application: tokens carry the object id of its service principal, "
                    + application.id();
        }
        boolean isListed = subject.isGroup()
                ? directory.lists(Type.GROUP)
                : directory.lists(Type.USER) || directory.lists(Type.SERVICE_PRINCIPAL);
        return isListed ? "whose object id is in no file of principals: no principal of the tenant has it" : "";
    }

    /** What is wrong with the name; empty when nothing is. */
    private static String problem(Subject subject, Judgement judgement) {
        String name = subject.name();
        if (GUID.matcher(name).matches()) {
            return "";
        }
        if (GUID.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
            return "whose object id is not in lower case, as tokens have it";
        }
        if (subject.isGroup()) {
            return "which is not an object id: tokens carry the ids of groups, not their names";
        }
        var matcher = PRINCIPAL_NAME.matcher(name);
        if (!matcher.matches()) {
            return "which is neither an object id nor a user principal name: a local account";
        }
        boolean foreign = !judgement.get(DOMAINS).isEmpty()
                && judgement.get(DOMAINS).stream().noneMatch(matcher.group(1)::equalsIgnoreCase);
        return name.contains("#EXT#") || foreign ? "a guest, whose object id is needed" : "";
    }
}
