package io.github.akspolicy.policies.network;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.image.ImageReference;
import io.github.akspolicy.resource.network.Ingress;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.ContainerId;
import io.github.akspolicy.resource.workload.ContainerScope;
import io.github.akspolicy.resource.workload.PodImage;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What shows that an environment runs an ingress controller, or relies on one.
 *
 * @param controller the retired one; null where it is another, or another build of ingress-nginx
 * @param image the image that runs it; null where something else shows it
 * @param isClass whether it is an IngressClass, whose controller an image of the environment decides about
 * @param words what shows it, such as {@code controller is k8s.io/ingress-nginx}
 * @param place where
 * @param containers the container; empty where it is none
 */
record ControllerTrace(
        @Nullable RetiredController controller,
        @Nullable ImageReference image,
        boolean isClass,
        String words,
        Place place,
        List<ContainerId> containers)
        implements ContainerScope.Fact {
    /** A parameter of a generator, in either syntax of Argo CD's templates. */
    private static final Pattern PARAMETER = Pattern.compile("\\{\\{\\s*\\.?(values\\.)?([\\w-]+)\\s*}}");

    private static final String FLUX = "helm.toolkit.fluxcd.io";
    private static final String ARGO = "argoproj.io";
    private static final String K3S = "helm.cattle.io";
    private static final String NETWORKING = "networking.k8s.io";
    private static final String ROUTING = "approuting.kubernetes.azure.com";

    /** The kinds that it is found in. */
    static final Kinds KINDS = Kinds.PODS
            .or(Ingress.VIEW.kinds())
            .or(Kinds.of(NETWORKING, "IngressClass"))
            .or(Kinds.of(ROUTING, "NginxIngressController"))
            .or(Kinds.of(FLUX, "HelmRelease"))
            .or(Kinds.of(ARGO, "Application", "ApplicationSet"))
            .or(Kinds.of(K3S, "HelmChart"));

    /** What a resource shows. */
    static List<ControllerTrace> of(Resource resource) {
        if (resource.is(NETWORKING, "IngressClass")) {
            Field controller = resource.root().at("spec", "controller");
            boolean isRetired = controller.stringOr("").equals(RetiredController.CLASS_CONTROLLER);
            return List.of(trace(isRetired ? RetiredController.INGRESS_NGINX : null, true, controller));
        }
        if (resource.is(ROUTING, "NginxIngressController")) {
            return List.of(new ControllerTrace(
                    RetiredController.APPLICATION_ROUTING,
                    null,
                    false,
                    "kind is NginxIngressController",
                    resource.root().get("kind").place(),
                    List.of()));
        }
        if (Ingress.VIEW.kinds().include(resource)) {
            Field name = new Ingress(resource).className();
            return List.of(trace(RetiredController.ofClass(name.stringOr("")).orElse(null), false, name));
        }
        Stream<Field> charts = charts(resource);
        return Stream.concat(
                        charts.filter(chart -> chart.stringOr("").equals(RetiredController.CHART)
                                        || chart.stringOr("").endsWith('/' + RetiredController.CHART))
                                .map(chart -> trace(RetiredController.INGRESS_NGINX, false, chart)),
                        PodImage.VIEW.in(resource).stream().flatMap(ControllerTrace::ofImage))
                .toList();
    }

    private static ControllerTrace trace(@Nullable RetiredController controller, boolean isClass, Field field) {
        String words = field.key() + " is " + field.stringOr("");
        return new ControllerTrace(controller, null, isClass, words, field.place(), List.of());
    }

    /** Where objects that render charts name them. */
    private static Stream<Field> charts(Resource resource) {
        Field spec = resource.root().get("spec");
        if (resource.is(FLUX, "HelmRelease")) {
            return Stream.of(spec.at("chart", "spec", "chart"));
        }
        if (resource.is(K3S, "HelmChart")) {
            return Stream.of(spec.get("chart"));
        }
        if (!resource.id().group().equals(ARGO)) {
            return Stream.of();
        }
        Field application = resource.kind().equals("ApplicationSet") ? spec.at("template", "spec") : spec;
        return Stream.concat(
                        Stream.of(application.at("source", "chart")),
                        application.get("sources").items().stream().map(source -> source.get("chart")))
                .flatMap(chart -> generated(spec.get("generators"), chart));
    }

    /** What generators of an ApplicationSet say, where the chart is one of their parameters; else the chart. */
    private static Stream<Field> generated(Field generators, Field chart) {
        Matcher parameter = PARAMETER.matcher(chart.written());
        List<Field> said = parameter.matches()
                ? said(generators, parameter.group(1) != null, parameter.group(2))
                        .toList()
                : List.of();
        return said.isEmpty() ? Stream.of(chart) : said.stream();
    }

    /** A parameter in {@code values}, or in the elements of a list, of generators that may stand within others. */
    private static Stream<Field> said(Field at, boolean isValue, String name) {
        Stream<Field> holders = isValue ? Stream.of(at.get("values")) : at.get("elements").items().stream();
        Stream<Field> inner = Stream.concat(at.fields().stream(), at.items().stream());
        return Stream.concat(
                holders.map(holder -> holder.get(name)).filter(Field::isWritten),
                inner.flatMap(each -> said(each, isValue, name)));
    }

    private static Stream<ControllerTrace> ofImage(PodImage image) {
        Container container = image.container();
        if (container == null || container.writtenReference().isEmpty()) {
            return Stream.of();
        }
        ImageReference reference = container.writtenReference().get();
        Optional<RetiredController> retired = RetiredController.ofImage(reference);
        return retired.isPresent() || servesClass(container)
                ? Stream.of(new ControllerTrace(
                        retired.orElse(null),
                        reference,
                        false,
                        "image is " + reference,
                        image.field().place(),
                        List.of(container.id())))
                : Stream.of();
    }

    /** Whether its arguments say that it is a build of ingress-nginx, whatever its image is called. */
    private static boolean servesClass(Container container) {
        for (String words : List.of("command", "args")) {
            for (Field word : container.field().get(words).items()) {
                // what is filled in later is the value of an option, not its name
                if (word.written().startsWith("--controller-class=")) {
                    return true;
                }
            }
        }
        return false;
    }
}
