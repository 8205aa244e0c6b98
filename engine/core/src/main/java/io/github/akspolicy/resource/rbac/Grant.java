package io.github.akspolicy.resource.rbac;

/**
 * Why somebody may do something: who is bound by what to which rule.
 *
 * @param binding the binding
 * @param subject the subject of the binding that means the user
 * @param bound the role that the binding refers to
 * @param rule the rule that allows it, with the role that it is written in
 */
public record Grant(Binding binding, Subject subject, Role bound, EffectiveRule rule) {
    /** In the words of the API server: {@code RoleBinding "a/store" of Role "reader" to Group "developers"}. */
    public String words() {
        String subjectName = subject.isServiceAccount()
                ? subject.name() + '/' + (subject.namespace().isEmpty() ? binding.namespace() : subject.namespace())
                : subject.name();
        return binding.id().kind() + " \"" + binding.name()
                + (binding.isClusterWide() ? "" : '/' + binding.namespace()) + "\" of "
                + bound.id().kind() + " \"" + bound.name() + "\" to " + subject.kind() + " \"" + subjectName + '"';
    }
}
