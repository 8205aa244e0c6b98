package io.github.akspolicy.explain;

import io.github.akspolicy.environment.DeployedResource;
import io.github.akspolicy.explain.AccessExplanation.Answer;
import io.github.akspolicy.explain.AccessExplanation.Evidence;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.kubeconfig.KubeconfigPolicies;
import io.github.akspolicy.resource.cluster.Kubeconfig;
import java.util.ArrayList;
import java.util.List;

/** How the users of a kubeconfig file prove who they are. */
final class KubeconfigUsers {
    private KubeconfigUsers() {}

    static Answer answer(Kubeconfig kubeconfig, DeployedResource resource) {
        var evidence = new ArrayList<Evidence>();
        boolean isCredential = false;
        for (Field user : kubeconfig.users()) {
            List<Field> kept = credentials(user);
            isCredential |= !kept.isEmpty();
            String name = user.get("name").textOr("without name");
            for (Field credential : kept) {
                evidence.add(new Evidence(
                        "user " + name + " signs in with " + credential.key() + ", which is in the file",
                        at(resource, credential)));
            }
            Field exec = user.at("user", "exec");
            if (exec.isPresent()) {
                evidence.add(new Evidence(
                        "user " + name + " signs in by " + exec.get("command").textOr("a program without name"),
                        at(resource, exec)));
            }
        }
        String sentence = isCredential
                ? "every holder of this file, since it holds credentials"
                : "no user by this file alone: it holds no credentials";
        return new Answer(
                "Who can sign in",
                sentence,
                evidence,
                KubeconfigPolicies.ALL.stream()
                        .map(policy -> policy.info().id())
                        .toList());
    }

    private static List<Field> credentials(Field user) {
        var kept = new ArrayList<Field>();
        for (String name :
                List.of("client-key-data", "client-key", "token", "tokenFile", "password", "auth-provider")) {
            Field field = user.at("user", name);
            if (name.equals("auth-provider") ? field.isPresent() : Kubeconfig.isSecret(field)) {
                kept.add(field);
            }
        }
        Kubeconfig.execSecrets(user).forEach(secret -> kept.add(secret.at()));
        return kept;
    }

    private static String at(DeployedResource resource, Field field) {
        return resource.origin(field).primary().toString();
    }
}
