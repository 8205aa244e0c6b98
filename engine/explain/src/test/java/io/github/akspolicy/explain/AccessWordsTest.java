package io.github.akspolicy.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.ProjectFolder;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.resource.rbac.AccessRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A misspelt word of a question would have an answer that looks like any other. */
class AccessWordsTest {
    @TempDir
    private Path folder;

    private Verification verification;

    @BeforeEach
    void load() throws Exception {
        ProjectFolder project = ProjectFolder.in(folder);
        project.file("k8s/objects.yaml", """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: cook, namespace: kitchen}
                rules:
                  - {apiGroups: [food.example.com], resources: [pizzas, pizzas/slices], verbs: [get, bake]}
                  - {apiGroups: [other.example.com], resources: ["*"], verbs: ["*"]}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: cook, namespace: kitchen}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: cook}
                subjects: [{kind: ServiceAccount, name: cook, namespace: staff}]
                ---
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: widgets.shop.example.com}
                spec: {group: shop.example.com, names: {plural: widgets, kind: Widget}, scope: Namespaced, versions: []}
                ---
                apiVersion: v1
                kind: Namespace
                metadata: {name: cellar}
                """);
        project.configuration("""
                schemaVersion: 1
                environments:
                  dev: {namespace: shop-dev}
                  prod: {namespace: shop}
                context:
                  namespaces: {attic: {}}
                sources:
                  - manifests: k8s
                """);
        verification = project.load(Overrides.NONE);
    }

    private AccessWords words() {
        return new AccessWords(List.of(verification.environment("dev"), verification.environment("prod")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "get",
                "list",
                "watch",
                "create",
                "update",
                "patch",
                "delete",
                "deletecollection",
                "bind",
                "escalate",
                "impersonate",
                "approve",
                "sign",
                "use",
                "*",
                "bake"
            })
    void verbs(String verb) {
        words().requireVerb(verb);
    }

    @ParameterizedTest
    @CsvSource({
        "gett, 'unknown verb \"gett\": did you mean \"get\"?'",
        "GET, 'unknown verb \"GET\": did you mean \"get\"?'",
        "lst, 'did you mean \"list\"?'",
        "delte, 'did you mean \"delete\"?'",
        "read, 'unknown verb \"read\": verbs: *, '",
        "'get,list', 'unknown verb \"get,list\": '",
        "post, 'unknown verb \"post\": '"
    })
    void unknownVerbs(String verb, String message) {
        assertThatThrownBy(() -> words().requireVerb(verb))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "secrets, '', secrets, ''",
        "pods/exec, '', pods, exec",
        "deployments, apps, deployments, ''",
        "deployments.apps/scale, apps, deployments, scale",
        "deployments/finalizers, apps, deployments, finalizers",
        "certificatesigningrequests/approval, certificates.k8s.io, certificatesigningrequests, approval",
        "mutatingwebhookconfigurations, admissionregistration.k8s.io, mutatingwebhookconfigurations, ''",
        "customresourcedefinitions, apiextensions.k8s.io, customresourcedefinitions, ''",
        "nodes/proxy, '', nodes, proxy",
        "serviceaccounts/token, '', serviceaccounts, token",
        "users, '', users, ''",
        "userextras/scopes, authentication.k8s.io, userextras, scopes",
        "events, '', events, ''",
        "events.events.k8s.io, events.k8s.io, events, ''",
        "pods.metrics.k8s.io, metrics.k8s.io, pods, ''",
        "widgets, shop.example.com, widgets, ''",
        "widgets.shop.example.com/status, shop.example.com, widgets, status",
        "pizzas.food.example.com/slices, food.example.com, pizzas, slices",
        // a group that roles name with a star, and one that no source knows
        "anything.other.example.com, other.example.com, anything, ''",
        "certificates.cert-manager.io, cert-manager.io, certificates, ''",
        "orders.food.example.com, food.example.com, orders, ''",
        "*, '', *, ''",
        "*.*, *, *, ''",
        "pods/*, '', pods, *"
    })
    void resources(String word, String group, String resource, String subresource) {
        AccessRequest request = words().request("get", word, "", "");
        assertThat(request.group()).isEqualTo(group);
        assertThat(request.resource()).isEqualTo(resource);
        assertThat(request.subresource()).isEqualTo(subresource);
    }

    @ParameterizedTest
    @CsvSource({
        "secrest, 'unknown resource \"secrest\": did you mean \"secrets\"?'",
        "pod, 'no resource is called pod: write pods'",
        "Secret, 'no resource is called Secret: write secrets'",
        "svc, 'no resource is called svc: write services'",
        "widgest, 'did you mean \"widgets\"?'",
        "pods/exce, 'unknown subresource of pods \"exce\": did you mean \"exec\"?'",
        "deployments.apps/sclae, 'did you mean \"scale\"?'",
        "deployments.app, 'unknown resource \"deployments.app\": did you mean \"deployments.apps\"?'",
        "deployment.apps, 'unknown resource \"deployment.apps\": did you mean \"deployments.apps\"?'",
        "roles.rbac.authorization.k8s, 'did you mean \"roles.rbac.authorization.k8s.io\"?'",
        "widgets.shop.exmaple.com, 'did you mean \"widgets.shop.example.com\"?'",
        "widget.shop.example.com, 'did you mean \"widgets.shop.example.com\"?'",
        "pizza.food.example.com, 'did you mean \"pizzas.food.example.com\"?'",
        "secrets.core, 'unknown resource \"secrets.core\": did you mean \"secrets\"?'",
        "unicorns, 'unknown resource \"unicorns\": resources: '",
        "unicorns.apps, 'resources of that group: controllerrevisions, daemonsets, deployments'"
    })
    void unknownResources(String word, String message) {
        assertThatThrownBy(() -> words().request("get", word, "", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "shop-dev", "kitchen", "staff", "cellar", "attic", "default", "kube-system"})
    void namespaces(String namespace) {
        words().requireNamespace(namespace);
    }

    @ParameterizedTest
    @CsvSource({
        "shopp, 'unknown namespace \"shopp\": did you mean \"shop\"?'",
        "Kitchen, 'did you mean \"kitchen\"?'",
        "nowhere-at-all, 'context.namespaces): attic, cellar, default, kitchen, '"
    })
    void unknownNamespaces(String namespace, String message) {
        assertThatThrownBy(() -> words().requireNamespace(namespace))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    /** Where one environment has a namespace and another has not, the table of the other says so. */
    @Test
    void aNamespaceOfAnotherEnvironmentIsSaidToBeNone() {
        AccessRequest request = words().request("get", "secrets", "", "shop");
        assertThat(new WhoCanTable(verification.environment("dev")).lines(request))
                .contains("  not known: the namespace shop is in no source of this environment");
        assertThat(new WhoCanTable(verification.environment("prod")).lines(request))
                .noneMatch(line -> line.contains("in no source"));
    }

    @Test
    void methodsOfUrls() {
        AccessWords.requireMethod("get");
        AccessWords.requireMethod("post");
        assertThatThrownBy(() -> AccessWords.requireMethod("list"))
                .hasMessageContaining("unknown verb of a URL \"list\": verbs: *, delete, get, head");
    }
}
