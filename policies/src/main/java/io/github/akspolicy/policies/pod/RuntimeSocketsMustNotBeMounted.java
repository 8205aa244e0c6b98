package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.workload.Volume;
import java.util.List;

/** Whoever speaks to the container runtime starts privileged containers: the socket is root on the node. */
final class RuntimeSocketsMustNotBeMounted extends BuiltInPolicy<Volume> {
    private static final Parameter<List<String>> SOCKETS = Parameter.strings(
            "socketPaths",
            List.of(
                    "/run/containerd/containerd.sock",
                    "/var/run/containerd/containerd.sock",
                    "/var/run/docker.sock",
                    "/run/docker.sock",
                    "/run/crio/crio.sock",
                    "/var/run/crio/crio.sock",
                    "/var/run/cri-dockerd.sock",
                    "/var/lib/kubelet/device-plugins",
                    "\\\\.\\pipe\\containerd-containerd"),
            "sockets of the node; a directory that holds one is as good as the socket");

    RuntimeSocketsMustNotBeMounted() {
        super(
                Volume.VIEW,
                policy("pod/runtime-socket", CRITICAL, "Container runtime sockets must not be mounted")
                        .fix(
                                "remove the hostPath volume; build images with a tool that needs no runtime, or outside the cluster")
                        .parameters(SOCKETS)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Volume volume, Judgement judgement) {
        Field path = volume.field().at("hostPath", "path");
        String text = path.stringOr("");
        boolean windows = text.contains("\\");
        if (!text.isEmpty() && new HostPaths(judgement.get(SOCKETS), windows).lieWithin(text)) {
            judgement.fail(path, "hostPath " + text + " is or holds a socket of the container runtime or the kubelet");
        }
    }
}
