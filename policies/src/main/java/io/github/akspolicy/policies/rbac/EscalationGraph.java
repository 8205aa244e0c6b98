package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policies.rbac.Ability.*;
import static io.github.akspolicy.policies.rbac.Holdings.EVERYWHERE;

import io.github.akspolicy.resource.rbac.Grant;
import io.github.akspolicy.resource.rbac.Principal;
import io.github.akspolicy.resource.rbac.RbacAuthorizer;
import io.github.akspolicy.resource.rbac.UserInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who can become whom by one hop. Power over one namespace leads to the service accounts of that namespace and no
 * further; power over {@code kube-system} or over all namespaces at once is power over the cluster, whose controllers run
 * there.
 */
final class EscalationGraph {
    /** Where all ways lead: whoever is there may do everything. */
    static final Object ADMIN = "cluster-admin";

    private static final String SYSTEM = Reach.SYSTEM;
    private static final List<String> CLIENT_SIGNERS =
            List.of("kubernetes.io/kube-apiserver-client", "kubernetes.io/kube-apiserver-client-kubelet");

    /** Any service account of a namespace, of a running pod there, or with a token in a Secret there. */
    record Accounts(Kind kind, String namespace) {
        enum Kind {
            ALL,
            OF_PODS,
            WITH_TOKENS
        }
    }

    /** @param hop null when whoever is at the first place is at the second by that */
    record Edge(Object from, Object to, @Nullable Hop hop) {}

    private final RbacAuthorizer authorizer;
    private final Collection<Principal> accounts;

    /** @param accounts the service accounts of the environment */
    EscalationGraph(RbacAuthorizer authorizer, Collection<Principal> accounts) {
        this.authorizer = authorizer;
        this.accounts = accounts;
    }

    /** Every hop of somebody. */
    void edges(Principal principal, Holdings holdings, Consumer<Edge> edges) {
        new Hops(principal, holdings, edges).add();
    }

    /** The hops of one subject. */
    private final class Hops {
        private final Principal from;
        private final Holdings holdings;
        private final Consumer<Edge> edges;

        private Hops(Principal from, Holdings holdings, Consumer<Edge> edges) {
            this.from = from;
            this.holdings = holdings;
            this.edges = edges;
        }

        private void add() {
            holdings.everything()
                    .ifPresent(grant -> edges.accept(new Edge(
                            from,
                            ADMIN,
                            new Hop(from, "may do everything", List.of(new Hop.Use(grant, WRITE_CLUSTER_BINDINGS))))));
            inNamespace(EVERYWHERE);
            for (String namespace : holdings.namespaces(Ability.values())) {
                inNamespace(namespace);
                onNodes(namespace);
            }
            onNodes(EVERYWHERE);
            overTheCluster();
        }

        private void inNamespace(String namespace) {
            boolean admin = namespace.equals(EVERYWHERE) || namespace.equals(SYSTEM);
            Object all = admin ? ADMIN : new Accounts(Accounts.Kind.ALL, namespace);
            hop(all, namespace, "", RUN_PODS);
            hop(admin ? ADMIN : new Accounts(Accounts.Kind.OF_PODS, namespace), namespace, "", ENTER_PODS);
            hop(admin ? ADMIN : new Accounts(Accounts.Kind.WITH_TOKENS, namespace), namespace, "", READ_SECRETS);
            hop(all, namespace, "", CREATE_SECRETS, READ_SECRETS);
            hop(all, namespace, "", REQUEST_TOKENS);
            hop(all, namespace, "", IMPERSONATE_ACCOUNTS);
            hop(all, namespace, "", BIND, WRITE_BINDINGS);
            hop(all, namespace, "", ESCALATE_ROLES, WRITE_ROLES);
            named(namespace, REQUEST_TOKENS);
            named(namespace, IMPERSONATE_ACCOUNTS);
        }

        /** Ways to the file system of a node, and from there to every pod on it and to the kubelet's credentials. */
        private void onNodes(String namespace) {
            hop(ADMIN, namespace, " and so privileged ones", LABEL_NAMESPACE, RUN_PODS);
            hop(ADMIN, namespace, " that mount them", CREATE_VOLUMES, CLAIM_VOLUMES, RUN_PODS);
        }

        private void overTheCluster() {
            hop(ADMIN, EVERYWHERE, "", BIND, WRITE_CLUSTER_BINDINGS);
            holdings.grants(EVERYWHERE, BIND)
                    .filter(grant -> Holdings.names(grant).stream().anyMatch(this::isAdmin))
                    .findFirst()
                    .ifPresent(bind -> holdings.in(EVERYWHERE, WRITE_CLUSTER_BINDINGS)
                            .ifPresent(write -> edges.accept(new Edge(
                                    from,
                                    ADMIN,
                                    new Hop(
                                            from,
                                            "binds a role that may do everything",
                                            List.of(
                                                    new Hop.Use(bind, BIND),
                                                    new Hop.Use(write, WRITE_CLUSTER_BINDINGS)))))));
            hop(ADMIN, EVERYWHERE, "", ESCALATE_CLUSTER_ROLES, WRITE_CLUSTER_ROLES);
            hop(ADMIN, EVERYWHERE, "", IMPERSONATE_USERS);
            hop(ADMIN, EVERYWHERE, "", PROXY_NODES);
            hop(ADMIN, EVERYWHERE, "", CHANGE_ADMISSION);
            impersonated(IMPERSONATE_USERS, Principal::user);
            if (holdings.grants(EVERYWHERE, IMPERSONATE_USERS).findFirst().isPresent()) {
                hop(ADMIN, EVERYWHERE, "", IMPERSONATE_GROUPS);
                impersonated(IMPERSONATE_GROUPS, Principal::group);
            }
            certificates();
        }

        private boolean isAdmin(String role) {
            return role.equals("cluster-admin")
                    || authorizer
                            .rulesOfClusterRole(role)
                            .anyMatch(rule -> rule.rule().grantsEverything());
        }

        private void certificates() {
            Optional<Grant> signer = holdings.grants(EVERYWHERE, APPROVE_SIGNERS)
                    .filter(grant -> Holdings.names(grant).isEmpty()
                            || Holdings.names(grant).stream().anyMatch(CLIENT_SIGNERS::contains))
                    .findFirst();
            Optional<Grant> approve = holdings.in(EVERYWHERE, APPROVE_REQUESTS);
            Optional<Grant> request = holdings.in(EVERYWHERE, REQUEST_CERTIFICATES);
            if (signer.isPresent() && approve.isPresent() && request.isPresent()) {
                edges.accept(new Edge(
                        from,
                        ADMIN,
                        new Hop(
                                from,
                                "requests a certificate of any name and approves it",
                                List.of(
                                        new Hop.Use(approve.get(), APPROVE_REQUESTS),
                                        new Hop.Use(signer.get(), APPROVE_SIGNERS),
                                        new Hop.Use(request.get(), REQUEST_CERTIFICATES)))));
            }
        }

        /** Whom grants name one by one. */
        private void impersonated(Ability ability, Function<String, Principal> whom) {
            holdings.grants(EVERYWHERE, ability)
                    .forEach(grant -> Holdings.names(grant)
                            .forEach(name -> edges.accept(new Edge(
                                    from,
                                    ability == IMPERSONATE_GROUPS && name.equals(UserInfo.MASTERS)
                                            ? ADMIN
                                            : whom.apply(name),
                                    new Hop(from, ability.words(), List.of(new Hop.Use(grant, ability)))))));
        }

        /** The service accounts that grants name one by one; a name in every namespace means all of that name. */
        private void named(String namespace, Ability ability) {
            holdings.grants(namespace, ability).forEach(grant -> {
                for (Principal account : named(namespace, Holdings.names(grant))) {
                    edges.accept(new Edge(
                            from,
                            account.namespace().equals(SYSTEM) ? ADMIN : account,
                            new Hop(from, ability.words(), List.of(new Hop.Use(grant, ability)))));
                }
            });
        }

        private List<Principal> named(String namespace, List<String> names) {
            var found = new ArrayList<Principal>();
            if (!namespace.equals(EVERYWHERE)) {
                names.forEach(name -> found.add(Principal.serviceAccount(namespace, name)));
            } else if (!names.isEmpty()) {
                accounts.stream()
                        .filter(account -> names.contains(account.shortName()))
                        .forEach(found::add);
            }
            return found;
        }

        /** A hop that takes all of some abilities in a scope; a grant of the whole cluster holds in each namespace. */
        private void hop(Object to, String scope, String addition, Ability... abilities) {
            var uses = new ArrayList<Hop.Use>();
            var words = new ArrayList<String>();
            boolean any = false;
            for (Ability ability : abilities) {
                Optional<Grant> own = holdings.in(scope, ability);
                any |= own.isPresent();
                Optional<Grant> grant = own.or(() -> holdings.in(EVERYWHERE, ability));
                if (grant.isEmpty()) {
                    return;
                }
                uses.add(new Hop.Use(grant.get(), ability));
                words.add(ability.words());
            }
            if (any) {
                boolean ofTheCluster = Stream.of(abilities).anyMatch(Ability::isOfTheCluster);
                String where = !scope.equals(EVERYWHERE) ? " in " + scope : ofTheCluster ? "" : " in every namespace";
                edges.accept(new Edge(from, to, new Hop(from, String.join(" and ", words) + addition + where, uses)));
            }
        }
    }
}
