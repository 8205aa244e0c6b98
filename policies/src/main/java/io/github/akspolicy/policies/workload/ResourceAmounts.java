package io.github.akspolicy.policies.workload;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policies.base.Facts;
import io.github.akspolicy.policies.workload.ContainerResources.Amounts;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.workload.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Evaluates the amounts that a container requests or is limited to.
 *
 * @param amounts what the container says
 * @param defaults what a LimitRange of its namespace gives it where it says nothing, by resource
 * @param judgement takes what is wrong
 */
record ResourceAmounts(Amounts amounts, Function<String, Optional<String>> defaults, Judgement judgement) {
    private static final Pattern READ_BY_AZURE =
            Pattern.compile("(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)(?:[KMGTPE]i|[numkMGTPE])?");

    static Parameter<Set<String>> required(String name) {
        return Parameter.choices(
                name,
                ContainerResources.RESOURCES,
                Set.of("cpu", "memory"),
                "the resources that each container must name an amount of");
    }

    static Parameter<String> bound(String name, String what) {
        return Parameter.string(name, "", what + " that passes, such as 500m or 2Gi; any when empty")
                .checkedBy(
                        text -> text.isEmpty() || Quantity.parse(text).isPresent() ? null : "not a quantity: " + text);
    }

    /** @param indexes must have {@link Facts#LIMIT_RANGES} */
    static ResourceAmounts limits(ContainerResources container, Indexes indexes, Judgement judgement) {
        return new ResourceAmounts(
                container.limits(), defaults(container, indexes, LimitRangeDefaults::limits), judgement);
    }

    /** @param indexes must have {@link Facts#LIMIT_RANGES} */
    static ResourceAmounts requests(ContainerResources container, Indexes indexes, Judgement judgement) {
        return new ResourceAmounts(
                container.requests(), defaults(container, indexes, LimitRangeDefaults::requests), judgement);
    }

    /** They are looked up when a container says nothing itself, and not before: most say it. */
    private static Function<String, Optional<String>> defaults(
            ContainerResources container, Indexes indexes, Function<LimitRangeDefaults, Map<String, String>> list) {
        return resource -> indexes.get(WorkloadFacts.LIMIT_RANGES, container.namespace()).stream()
                .map(range -> list.apply(range).get(resource))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** What is missing is said at once: whoever adds one amount adds the others. */
    void required(Set<String> resources) {
        List<String> missing = ContainerResources.RESOURCES.stream()
                .filter(resource ->
                        resources.contains(resource) && text(resource).isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            judgement.fail(
                    amounts.place(missing.get(0)),
                    missing.stream().map(this::field).collect(Collectors.joining(" and "))
                            + (missing.size() == 1 ? " is not set" : " are not set"));
        }
        // the kubelet sets no limit for 0, and a pod with requests of 0 alone is of the class BestEffort
        ContainerResources.RESOURCES.stream()
                .filter(resource -> resources.contains(resource)
                        && quantity(resource)
                                .filter(amount -> amount.signum() == 0)
                                .isPresent())
                .forEach(resource ->
                        judgement.fail(amounts.place(resource), said(resource) + ", which is the same as none"));
    }

    void forbidden(Set<String> resources) {
        for (String resource : ContainerResources.RESOURCES) {
            if (resources.contains(resource) && text(resource).isPresent()) {
                judgement.fail(amounts.place(resource), said(resource) + ", and must not be set");
            }
        }
    }

    /** Bounds are inclusive; an empty bound is none. */
    void between(String resource, String lowest, String highest) {
        boolean free = lowest.isEmpty() && highest.isEmpty();
        if (amounts.text(resource) == null && (free || text(resource).isEmpty())) {
            return;
        }
        Place place = amounts.place(resource);
        Optional<BigDecimal> quantity = quantity(resource);
        if (quantity.isEmpty()) {
            judgement.fail(place, field(resource) + " is not a quantity");
        } else if (!highest.isEmpty() && quantity.get().compareTo(setting(highest)) > 0) {
            judgement.fail(place, said(resource) + ", more than " + highest);
        } else if (!lowest.isEmpty() && quantity.get().compareTo(setting(lowest)) < 0) {
            judgement.fail(place, said(resource) + ", less than " + lowest);
        }
    }

    /**
     * As container-resource-limits/v3: the amount must be set, and be written in the one way that the template reads, which
     * knows neither signs nor exponents. A bound that cannot be read is none.
     */
    void asAzure(String resource, String highest) {
        String text = amounts.text(resource);
        Place place = amounts.place(resource);
        if (text == null || text.isEmpty()) {
            judgement.fail(place, field(resource) + " is not set");
        } else if (!READ_BY_AZURE.matcher(text).matches()) {
            judgement.fail(place, said(resource) + ", which Azure Policy cannot read");
        } else {
            Optional<BigDecimal> bound = Quantity.parse(highest);
            if (bound.isPresent()
                    && quantity(resource)
                            .filter(amount -> amount.compareTo(bound.get()) > 0)
                            .isPresent()) {
                judgement.fail(place, said(resource) + ", more than " + highest);
            }
        }
    }

    /** Evaluates these limits by how many times the requests they are; an empty ratio is none. */
    void atMostTimes(ResourceAmounts requests, String resource, String ratio) {
        if (ratio.isEmpty()
                || (text(resource).isEmpty() && requests.text(resource).isEmpty())) {
            return;
        }
        Optional<BigDecimal> limit = quantity(resource);
        Optional<BigDecimal> request = requests.quantity(resource);
        if (limit.isEmpty() || request.isEmpty()) {
            judgement.fail(
                    amounts.place(resource),
                    limit.isEmpty()
                            ? field(resource) + " is not set, though its request is"
                            : requests.field(resource) + " is not set, though its limit is");
        } else if (limit.get().compareTo(request.get().multiply(setting(ratio))) > 0) {
            judgement.fail(
                    amounts.place(resource),
                    said(resource) + ", more than " + ratio + " times the request "
                            + requests.text(resource).orElse(""));
        }
    }

    private Optional<String> text(String resource) {
        String text = amounts.text(resource);
        return text == null ? defaults.apply(resource) : Optional.of(text);
    }

    private Optional<BigDecimal> quantity(String resource) {
        return text(resource).flatMap(Quantity::parse);
    }

    private String field(String resource) {
        return "resources." + amounts.list() + "." + resource;
    }

    private String said(String resource) {
        return amounts.text(resource) == null
                ? field(resource) + " is not set, which a LimitRange makes "
                        + defaults.apply(resource).orElse("")
                : field(resource) + " is " + amounts.text(resource);
    }

    private static BigDecimal setting(String text) {
        return Quantity.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("the setting \"" + text + "\" is not a quantity"));
    }
}
