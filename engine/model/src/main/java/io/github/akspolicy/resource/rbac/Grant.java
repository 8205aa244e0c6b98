package io.github.akspolicy.resource.rbac;

import io.github.akspolicy.resource.rbac.Rule.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * Why somebody may do something: who is bound by what to which rule.
 *
 * @param binding the binding
 * @param subject the subject of the binding that means the user
 * @param bound the role that the binding refers to
 * @param rule the rule that allows it, with the role that it is written in
 */
public record Grant(Binding binding, Subject subject, Role bound, EffectiveRule rule) implements Permission {
    @Override
    public String authorizer() {
        return Access.RBAC;
    }

    @Override
    public String namespace() {
        return binding.isClusterWide() ? "" : binding.namespace();
    }

    /** In the words of the API server: {@code RoleBinding "a/store" of Role "reader" to Group "developers"}. */
    public String words() {
        String subjectName = subject.isServiceAccount()
                ? subject.name() + '/' + (subject.namespace().isEmpty() ? binding.namespace() : subject.namespace())
                : subject.name();
        return binding.id().kind() + " \"" + binding.name()
                + (binding.isClusterWide() ? "" : '/' + binding.namespace()) + "\" of "
                + bound.id().kind() + " \"" + bound.name() + "\" to " + subject.kind() + " \"" + subjectName + '"';
    }

    @Override
    public String givenBy() {
        return binding.toString();
    }

    @Override
    public String roleWords() {
        return bound.toString();
    }

    @Override
    public String ruleWords() {
        return "rules[" + rule.rule().index() + ']' + (rule.role().equals(bound) ? "" : " of " + rule.role());
    }

    /** The rule at its line, then the binding at its own; a default role of Kubernetes has only the second. */
    @Override
    public List<Evidence> evidence(String what) {
        var evidence = new ArrayList<Evidence>();
        boolean isWritten = !rule.role().builtIn();
        if (isWritten) {
            evidence.add(new Evidence(
                    rule.role(), rule.rule().place(Part.RESOURCES, word -> true), rule.role() + " grants " + what));
        }
        evidence.add(new Evidence(
                binding,
                subject.namePlace(),
                binding + " binds " + bound + " to " + subject + (isWritten ? "" : ", which grants " + what)));
        return evidence;
    }
}
