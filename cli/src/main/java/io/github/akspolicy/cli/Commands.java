package io.github.akspolicy.cli;

import io.github.akspolicy.configuration.AuditRequest;
import io.github.akspolicy.run.Arguments;
import io.github.akspolicy.run.AuditCommand;
import io.github.akspolicy.run.BaselineCommand;
import io.github.akspolicy.run.ChartsLockCommand;
import io.github.akspolicy.run.Command;
import io.github.akspolicy.run.CommandException;
import io.github.akspolicy.run.ExemptionsCommand;
import io.github.akspolicy.run.ExplainClusterCommand;
import io.github.akspolicy.run.ExplainCommand;
import io.github.akspolicy.run.ExplainConfigCommand;
import io.github.akspolicy.run.ExplainImageCommand;
import io.github.akspolicy.run.ExplainWorkloadCommand;
import io.github.akspolicy.run.FixCommand;
import io.github.akspolicy.run.ImagesLockCommand;
import io.github.akspolicy.run.InitCommand;
import io.github.akspolicy.run.Invocation;
import io.github.akspolicy.run.ListCommand;
import io.github.akspolicy.run.MinimalRoleCommand;
import io.github.akspolicy.run.NewPolicyCommand;
import io.github.akspolicy.run.Presentation;
import io.github.akspolicy.run.PullRequestCommand;
import io.github.akspolicy.run.RbacBudgetCommand;
import io.github.akspolicy.run.ScanCommand;
import io.github.akspolicy.run.TestCommand;
import io.github.akspolicy.run.VerifyCommand;
import io.github.akspolicy.run.WhoCanCommand;

/** The command of each name, with what its options say. */
final class Commands {
    private Commands() {}

    /** @throws CommandException when options do not go together */
    static Command create(Arguments given, Invocation invocation) throws CommandException {
        return switch (given.command().name()) {
            case "audit" ->
                new AuditCommand(
                        invocation, presentation(given, invocation), audit(given), given.flag("aks-policy.printRole"));
            case "baseline" -> new BaselineCommand(invocation, given.flag("aks-policy.grow"));
            case "charts-lock" -> new ChartsLockCommand(invocation, given.flag("aks-policy.check"));
            case "exemptions" -> new ExemptionsCommand(invocation, given.flag("aks-policy.json"));
            case "explain" -> new ExplainCommand(invocation, given.required("aks-policy.policy"));
            case "explain-cluster" -> new ExplainClusterCommand(invocation);
            case "explain-config" -> new ExplainConfigCommand(invocation);
            case "explain-image" -> new ExplainImageCommand(invocation, given.required("aks-policy.image"));
            case "explain-workload" -> new ExplainWorkloadCommand(invocation, given.required("aks-policy.workload"));
            case "fix" ->
                new FixCommand(
                        invocation,
                        given.required("aks-policy.fix"),
                        given.list("aks-policy.fix.policies"),
                        given.list("aks-policy.values"));
            case "images-lock" -> new ImagesLockCommand(invocation, given.flag("aks-policy.check"));
            case "init" -> new InitCommand(invocation, given.flag("aks-policy.baseline"));
            case "list" -> new ListCommand(invocation, given.flag("aks-policy.json"));
            case "minimal-role" -> new MinimalRoleCommand(invocation, given.text("aks-policy.role"));
            case "new-policy" ->
                new NewPolicyCommand(
                        invocation,
                        given.required("aks-policy.id"),
                        given.required("aks-policy.language"),
                        given.required("aks-policy.package"));
            case "pr" ->
                new PullRequestCommand(
                        invocation,
                        presentation(given, invocation),
                        given.text("aks-policy.base"),
                        given.flag("aks-policy.onlyNew"),
                        pullRequest(given));
            case "rbac-budget" -> new RbacBudgetCommand(invocation, given.flag("aks-policy.overwrite"));
            case "scan" ->
                new ScanCommand(
                        invocation,
                        presentation(given, invocation),
                        given.list("aks-policy.values"),
                        given.flag("aks-policy.strict"));
            case "test" -> new TestCommand(invocation, given.list("aks-policy.policyTests"));
            case "verify" ->
                new VerifyCommand(
                        invocation,
                        presentation(given, invocation),
                        given.text("aks-policy.base"),
                        given.flag("aks-policy.onlyNew"));
            case "who-can" ->
                new WhoCanCommand(
                        invocation,
                        given.required("aks-policy.verb"),
                        given.required("aks-policy.resource"),
                        given.text("aks-policy.name"),
                        given.text("aks-policy.namespace"));
            default ->
                throw new IllegalArgumentException(
                        "no command " + given.command().name());
        };
    }

    private static Presentation presentation(Arguments given, Invocation invocation) throws CommandException {
        return Presentation.of(invocation, given.list("aks-policy.reports"), given.required("aks-policy.console"));
    }

    private static AuditRequest audit(Arguments given) {
        return new AuditRequest(
                given.path("aks-policy.kubeconfig"),
                given.text("aks-policy.context"),
                given.list("aks-policy.namespaces"),
                given.flag("aks-policy.secretMetadata"),
                given.flag("aks-policy.drift"),
                given.flag("aks-policy.owned"),
                given.flag("aks-policy.platform"));
    }

    private static PullRequestCommand.Options pullRequest(Arguments given) {
        return new PullRequestCommand.Options(
                given.text("aks-policy.pr.url"),
                given.number("aks-policy.pr.limit"),
                given.flag("aks-policy.pr.suggest"));
    }
}
