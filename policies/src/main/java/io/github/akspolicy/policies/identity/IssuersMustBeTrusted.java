package io.github.akspolicy.policies.identity;

import static io.github.akspolicy.policy.Profile.HARDENED;
import static io.github.akspolicy.policy.Severity.MEDIUM;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.IdentityIndexes;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.identity.ClusterIssuers;
import io.github.akspolicy.resource.identity.FederatedCredential;
import io.github.akspolicy.resource.identity.LocatedText;
import io.github.akspolicy.resource.identity.TokenIssuer;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Who issues a token that a credential accepts becomes the identity, with all of its roles. */
final class IssuersMustBeTrusted extends BuiltInEnvironmentPolicy<FederatedCredential> {
    private static final Parameter<List<String>> ISSUERS = Parameter.strings(
            "allowedIssuers", List.of(), "issuers that are trusted beside clusters and GitHub; * stands for any text");
    private static final Parameter<List<String>> TENANTS = Parameter.strings(
            "allowedTenants", List.of(), "tenants whose AKS clusters are trusted; empty for those of the sources only");
    private static final Parameter<List<String>> LOCATIONS = Parameter.strings(
            "allowedLocations", List.of(), "regions whose clusters of these tenants are trusted; empty for all");
    private static final Parameter<List<String>> CLUSTERS = Parameter.strings(
            "allowedClusterExceptions", List.of(), "ids at the end of issuers of further clusters that are trusted");
    private static final Parameter<List<String>> OWNERS = Parameter.strings(
            "allowedRepoOwners", List.of(), "owners of GitHub repositories whose workflows are trusted");
    private static final Parameter<List<String>> REPOSITORIES = Parameter.strings(
            "allowedRepoExceptions", List.of(), "further GitHub repositories whose workflows are trusted: owner/name");

    IssuersMustBeTrusted() {
        super(
                IdentityFacts.FEDERATED_CREDENTIALS,
                Set.of(IdentityFacts.CLUSTERS),
                policy("identity/trusted-issuer", MEDIUM, "Federated credentials must trust known issuers only")
                        .fix("name the issuer of a cluster of yours, or a repository of an owner that you trust")
                        .parameters(ISSUERS, TENANTS, LOCATIONS, CLUSTERS, OWNERS, REPOSITORIES)
                        .in(HARDENED));
    }

    @Override
    public void evaluate(FederatedCredential credential, Indexes indexes, Judgement judgement) {
        LocatedText issuer = credential.issuer();
        if (!issuer.isKnown()) {
            // what a cluster of the same files hands out is made with the cluster
            if (indexes.all(IdentityFacts.CLUSTERS).isEmpty()) {
                judgement.unknown(issuer.place(), UnknownCause.VALUE, "issuer is known only at deployment");
            }
            return;
        }
        if (!issuer.isSet() || Glob.anyMatches(judgement.get(ISSUERS), issuer.value())) {
            return; // identity/federated-credential says that it is not set
        }
        var token = new TokenIssuer(issuer.value());
        if (token.isAks()) {
            cluster(token, issuer, IdentityIndexes.lookup(indexes).issuers(), judgement);
        } else if (token.isGitHub()) {
            repository(credential.subject(), judgement);
        } else {
            judgement.fail(issuer.place(), "issuer is " + issuer.value() + ", which is none of allowedIssuers");
        }
    }

    private static void cluster(TokenIssuer token, LocatedText issuer, ClusterIssuers known, Judgement judgement) {
        List<String> tenants = judgement.get(TENANTS);
        boolean isOfTenant = containsWord(tenants, token.tenant())
                && (judgement.get(LOCATIONS).isEmpty() || containsWord(judgement.get(LOCATIONS), token.location()));
        if (isOfTenant
                || containsWord(judgement.get(CLUSTERS), token.cluster())
                || known.known().contains(issuer.value())
                // that the slash is missing is another policy's
                || known.known().contains(issuer.value() + '/')) {
            return;
        }
        if (tenants.isEmpty() && !known.areAllKnown()) {
            judgement.unknown(
                    issuer.place(),
                    InputKind.SETTINGS,
                    "the cluster of this issuer is in no source: set allowedTenants, or add its definition");
        } else {
            judgement.fail(issuer.place(), "issuer is that of a cluster which is in no source and not allowed");
        }
    }

    private static void repository(LocatedText subject, Judgement judgement) {
        List<String> owners = judgement.get(OWNERS);
        List<String> repositories = judgement.get(REPOSITORIES);
        if (!subject.isSet()) {
            judgement.unknown(
                    subject.place(), UnknownCause.VALUE, "which repository of GitHub is trusted is not in the files");
        } else if (owners.isEmpty() && repositories.isEmpty()) {
            judgement.unknown(subject.place(), InputKind.SETTINGS, "no owner is allowed yet: set allowedRepoOwners");
        } else {
            String[] parts = subject.value().split(":", -1);
            String repository = parts.length > 1 ? parts[1] : "";
            String owner = repository.substring(0, Math.max(0, repository.indexOf('/')));
            if (!containsWord(owners, owner) && !containsWord(repositories, repository)) {
                judgement.fail(
                        subject.place(),
                        "subject is " + subject.value() + ", whose owner is none of allowedRepoOwners");
            }
        }
    }

    /** Azure ignores the case of the words of its definitions. */
    private static boolean containsWord(List<String> words, String word) {
        return words.stream().map(one -> one.toLowerCase(Locale.ROOT)).anyMatch(word.toLowerCase(Locale.ROOT)::equals);
    }
}
