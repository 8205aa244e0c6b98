package io.github.akspolicy.policies.network;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.network.Service;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;

/** A shell that listens on the network is a way in that no deployment, log or role knows of. */
final class SshMustNotBeServed extends BuiltInPolicy<Resource> {
    private static final ViewType<Resource> PORTS_VIEW = new ViewType<>(
            "pod or service",
            Kinds.PODS.or(Service.VIEW.kinds()),
            resource ->
                    Pod.VIEW.in(resource).isEmpty() && Service.VIEW.in(resource).isEmpty()
                            ? List.of()
                            : List.of(resource));
    private static final Parameter<List<String>> PORTS =
            Parameter.strings("ports", List.of("22"), "ports that SSH listens on, in quotes");

    SshMustNotBeServed() {
        super(
                PORTS_VIEW,
                policy("network/ssh-container-port", MEDIUM, "Containers and Services must not serve SSH")
                        .fix("remove the port and the SSH server; use kubectl exec or debug where a shell is needed")
                        .parameters(PORTS)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Resource resource, Judgement judgement) {
        for (Container container : Container.VIEW.in(resource)) {
            for (Field port : container.field().get("ports").items()) {
                judge(port, port.get("containerPort"), judgement);
            }
        }
        for (Service service : Service.VIEW.in(resource)) {
            for (Field port : service.ports()) {
                Field target = port.get("targetPort");
                judge(port, isSsh(target, judgement) ? target : port.get("port"), judgement);
            }
        }
    }

    private static void judge(Field port, Field number, Judgement judgement) {
        if (port.get("protocol").textOr("TCP").equals("TCP") && isSsh(number, judgement)) {
            judgement.fail(number, number.key() + " is " + number.text() + ", where SSH listens");
        }
    }

    private static boolean isSsh(Field number, Judgement judgement) {
        return judgement.get(PORTS).contains(number.textOr(""));
    }
}
