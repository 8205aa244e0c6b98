package io.github.akspolicy.policies.rbac;

import io.github.akspolicy.policies.base.Facts;
import io.github.akspolicy.policies.rbac.EscalationGraph.Accounts;
import io.github.akspolicy.policies.rbac.EscalationGraph.Accounts.Kind;
import io.github.akspolicy.policies.rbac.EscalationGraph.Edge;
import io.github.akspolicy.policy.Derivation;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.resource.identity.NamespacedName;
import io.github.akspolicy.resource.identity.ServiceAccount;
import io.github.akspolicy.resource.rbac.Principal;
import io.github.akspolicy.resource.rbac.RbacAuthorizer;
import io.github.akspolicy.resource.rbac.Subject;
import io.github.akspolicy.resource.rbac.UserInfo;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who of an environment can become cluster-admin, and by the shortest way. Computed once, backwards from cluster-admin:
 * its time grows with the grants, not with the pairs of subjects, since "any service account of a namespace" is a place
 * of its own on the way.
 */
final class Escalations {
    static final Derivation<Escalations> DERIVATION = new Derivation<>(
            "escalation paths",
            Set.of(
                    RbacFacts.ROLES,
                    RbacFacts.BINDINGS,
                    RbacFacts.PODS,
                    RbacFacts.TOKEN_SECRETS,
                    Facts.SERVICE_ACCOUNTS),
            Escalations::new);

    private final Map<Object, Edge> next;
    /** What whoever becomes a service account becomes besides. */
    private final Map<Object, String> azure = new HashMap<>();

    private Escalations(Indexes indexes) {
        RbacAuthorizer authorizer = indexes.derive(RbacFacts.AUTHORIZER);
        Set<Principal> principals = principals(indexes, authorizer);
        var graph = new EscalationGraph(
                authorizer,
                principals.stream().filter(Principal::isServiceAccount).toList());
        var abilities = new Abilities();
        var edges = new ArrayList<Edge>();
        // a group that anybody is in and that is cluster-admin by itself is told once, not as the way of everybody
        var groups = new HashMap<Principal, Holdings>();
        for (Principal principal : principals) {
            if (isImplicit(principal)) {
                var holdings = new Holdings(authorizer.direct(principal), abilities, List.of());
                var own = new ArrayList<Edge>();
                graph.edges(principal, holdings, own::add);
                edges.addAll(own);
                if (own.stream().noneMatch(edge -> edge.to().equals(EscalationGraph.ADMIN))) {
                    groups.put(principal, holdings);
                }
            }
        }
        for (Principal principal : principals) {
            if (!isImplicit(principal)) {
                List<Holdings> shared = new ArrayList<>();
                for (String group : principal.userInfo().groups()) {
                    Holdings holdings = groups.get(Principal.group(group));
                    if (holdings != null && !Principal.group(group).equals(principal)) {
                        shared.add(holdings);
                    }
                }
                graph.edges(principal, new Holdings(authorizer.direct(principal), abilities, shared), edges::add);
            }
        }
        accounts(indexes, principals, edges);
        for (ServiceAccount account : indexes.all(Facts.SERVICE_ACCOUNTS)) {
            if (!account.clientId().isEmpty()) {
                azure.put(principal(account.key()), " and the identity " + account.clientId() + " in Azure");
            }
        }
        next = search(edges);
    }

    private static boolean isImplicit(Principal principal) {
        return principal.equals(Principal.group(UserInfo.AUTHENTICATED))
                || principal.equals(Principal.group(UserInfo.UNAUTHENTICATED))
                || principal.equals(Principal.group(UserInfo.SERVICE_ACCOUNTS))
                || (principal.kind().equals(Subject.GROUP)
                        && principal.name().startsWith(UserInfo.SERVICE_ACCOUNTS + ':'));
    }

    /** Everybody who is bound, and every service account that there is or that a pod runs as. */
    private static Set<Principal> principals(Indexes indexes, RbacAuthorizer authorizer) {
        var principals = new LinkedHashSet<>(authorizer.principals());
        indexes.all(Facts.SERVICE_ACCOUNTS).forEach(account -> add(principals, account.key()));
        indexes.all(RbacFacts.PODS).forEach(pod -> add(principals, pod.account()));
        return principals;
    }

    private static void add(Set<Principal> principals, NamespacedName account) {
        principals.add(principal(account));
    }

    private static Principal principal(NamespacedName account) {
        String namespace = account.namespace();
        return Principal.serviceAccount(namespace == null ? "" : namespace, account.name());
    }

    /** Which service accounts "any of a namespace" stands for. */
    private static void accounts(Indexes indexes, Set<Principal> principals, List<Edge> edges) {
        for (Principal principal : principals) {
            if (principal.isServiceAccount()) {
                edges.add(new Edge(new Accounts(Kind.ALL, principal.namespace()), principal, null));
            }
        }
        for (PodAccount pod : indexes.all(RbacFacts.PODS)) {
            if (pod.isMounted(indexes.get(Facts.SERVICE_ACCOUNTS, pod.account()))) {
                Principal principal = principal(pod.account());
                edges.add(new Edge(new Accounts(Kind.OF_PODS, principal.namespace()), principal, null));
            }
        }
        for (TokenSecret secret : indexes.all(RbacFacts.TOKEN_SECRETS)) {
            Principal principal = principal(secret.account());
            edges.add(new Edge(new Accounts(Kind.WITH_TOKENS, principal.namespace()), principal, null));
        }
    }

    /** Breadth first from cluster-admin backwards; edges that cost nothing go to the front. */
    private static Map<Object, Edge> search(List<Edge> edges) {
        var incoming = new HashMap<Object, List<Edge>>();
        edges.forEach(edge ->
                incoming.computeIfAbsent(edge.to(), to -> new ArrayList<>()).add(edge));
        var found = new HashMap<Object, Edge>();
        var queue = new ArrayDeque<>(incoming.getOrDefault(EscalationGraph.ADMIN, List.of()));
        while (!queue.isEmpty()) {
            Edge edge = queue.poll();
            if (found.putIfAbsent(edge.from(), edge) == null) {
                for (Edge before : incoming.getOrDefault(edge.from(), List.of())) {
                    if (before.hop() == null) {
                        queue.addFirst(before);
                    } else {
                        queue.addLast(before);
                    }
                }
            }
        }
        return found;
    }

    /** The shortest way of somebody to cluster-admin; empty when there is none. */
    List<Hop> path(Principal principal) {
        var path = new ArrayList<Hop>();
        Object place = principal;
        for (Edge edge = next.get(place); edge != null; edge = next.get(place)) {
            Object to = edge.to();
            // "any service account" is the one that leads on
            while (to instanceof Accounts) {
                Edge chosen = next.get(to);
                to = chosen == null ? EscalationGraph.ADMIN : chosen.to();
            }
            Hop hop = edge.hop();
            if (hop != null) {
                path.add(hop.to(to + azure.getOrDefault(to, "")));
            }
            place = to;
        }
        return path;
    }
}
