package io.github.akspolicy.policies.network;

import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.cluster.Lifecycle;
import io.github.akspolicy.resource.cluster.Lifecycle.Entry;
import io.github.akspolicy.resource.image.ImageReference;
import java.util.List;
import java.util.Optional;

/** An ingress controller that its authors have retired, and what it is recognised by; its day stands in {@link Lifecycle}. */
enum RetiredController {
    /** The controller of the Kubernetes project, also as Bitnami builds it and where a registry mirrors it. */
    INGRESS_NGINX(
            "ingress-nginx",
            Severity.HIGH,
            List.of(
                    "ingress-nginx/controller",
                    "ingress-nginx/controller-chroot",
                    "kubernetes-ingress-controller/nginx-ingress-controller",
                    "bitnami/nginx-ingress-controller",
                    "bitnamilegacy/nginx-ingress-controller"),
            List.of()),
    /** What AKS brings, and Microsoft's build of ingress-nginx, which it runs. */
    APPLICATION_ROUTING(
            "NGINX of application routing",
            Severity.MEDIUM,
            List.of(
                    "oss/kubernetes/ingress/nginx-ingress-controller",
                    "oss/v2/kubernetes/ingress/nginx-ingress-controller"),
            List.of("webapprouting.kubernetes.azure.com")),
    HTTP_APPLICATION_ROUTING(
            "HTTP application routing", Severity.MEDIUM, List.of(), List.of("addon-http-application-routing"));

    /** What an IngressClass of ingress-nginx names; builds of others keep the word. */
    static final String CLASS_CONTROLLER = "k8s.io/ingress-nginx";

    /** The chart of ingress-nginx. */
    static final String CHART = "ingress-nginx";

    private final String title;
    private final Severity severity;
    private final List<String> repositories;
    private final List<String> classes;

    RetiredController(String title, Severity severity, List<String> repositories, List<String> classes) {
        this.title = title;
        this.severity = severity;
        this.repositories = repositories;
        this.classes = classes;
    }

    /** The controller that an image is; a mirror keeps the end of its path. */
    static Optional<RetiredController> ofImage(ImageReference image) {
        String path = '/' + image.repository();
        for (RetiredController controller : values()) {
            if (controller.repositories.stream().anyMatch(repository -> path.endsWith('/' + repository))) {
                return Optional.of(controller);
            }
        }
        return Optional.empty();
    }

    /** The controller that serves a class whose name nothing else has. */
    static Optional<RetiredController> ofClass(String name) {
        for (RetiredController controller : values()) {
            if (controller.classes.contains(name)) {
                return Optional.of(controller);
            }
        }
        return Optional.empty();
    }

    /** Its day in the table. */
    Entry entry() {
        return Lifecycle.AKS.ingressController(title);
    }

    Severity severity() {
        return severity;
    }

    @Override
    public String toString() {
        return title;
    }
}
