package io.github.akspolicy.cluster;

import io.github.akspolicy.cluster.arm.ArmTemplate;
import io.github.akspolicy.cluster.arm.SameNames;
import io.github.akspolicy.cluster.bicep.BicepRoots;
import io.github.akspolicy.cluster.module.RootModules;
import io.github.akspolicy.cluster.terraform.TerraformContents;
import io.github.akspolicy.cluster.terraform.TerraformFile;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.resource.cluster.AzureType;
import io.github.akspolicy.source.ClusterReader;
import io.github.akspolicy.source.ClusterRequest;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads a definition in whatever notation it is: the content tells, not the name. */
public final class DefinitionReader implements ClusterReader {
    private static final String BICEP = ".bicep";
    /** What its tools must work on first, by the end of its name, and how. */
    private static final Map<String, String> SOURCES = Map.of(
            ".tfvars",
            "run terraform plan with it and name what terraform show -json writes of the plan",
            ".tfplan",
            "run terraform show -json on it and name what that writes",
            ".bicepparam",
            "name it under parameters of the definition that it is for");

    private final BicepCompiler bicep;

    /** With the {@code bicep} of the machine's path, for what is to be compiled. */
    public DefinitionReader() {
        this(new BicepCompiler());
    }

    DefinitionReader(BicepCompiler bicep) {
        this.bicep = bicep;
    }

    @Override
    public void read(ClusterRequest request, Release.Receiver receiver) throws SourceException {
        if (isConfiguration(request.definition())) {
            new ConfigurationReading(request).read(receiver);
            return;
        }
        String path = request.workspace().relative(request.definition());
        int dot = path.lastIndexOf('.');
        String mending = SOURCES.get(path.substring(Math.max(0, dot)));
        if (mending != null) {
            throw new SourceException(Problem.at(
                    new SourceLocation(path, 1, 1, SourceLocation.Role.MANIFEST),
                    "a file " + path.substring(dot)
                            + " cannot be read: what its modules and variables come to, only its tool knows",
                    mending));
        }
        if (path.endsWith(BICEP) && !request.isCompiled()) {
            new TemplateReading(request, receiver).bicep();
            return;
        }
        ManifestFile file = path.endsWith(BICEP)
                ? bicep.compile(request)
                : ManifestFile.read(request.definition(), request.limits(), request.workspace());
        Node document;
        try {
            document = ManifestReader.commentedJson(file.text(), request.limits());
        } catch (ManifestException broken) {
            Position position = broken.position() == null ? Position.START : broken.position();
            throw new SourceException(Problem.at(
                    new SourceLocation(file.path(), position.line(), position.column(), SourceLocation.Role.MANIFEST),
                    broken.getMessage(),
                    "a cluster definition is JSON: an ARM template, terraform show -json, az aks show -o json"));
        }
        if (ArmTemplate.isTemplate(document)) {
            new TemplateReading(request, receiver).json(file, document);
        } else if (TerraformFile.isConfiguration(document)) {
            new ConfigurationReading(request).read(receiver);
        } else if (TerraformFile.isPlan(document)) {
            new TerraformReading(request, file, document).read(receiver);
        } else if (AzAnswer.isAnswer(document)) {
            SameNames.throughout(document, (at, message) -> receiver.problem(problem(file.path(), at, message)));
            receiver.file(new ManifestFile(file.path(), file.text(), file.origins(), AzAnswer.resources(document)));
        } else {
            throw new SourceException(Problem.at(
                    new SourceLocation(path, 1, 1, SourceLocation.Role.MANIFEST),
                    "this defines no cluster, registry or access to them in a notation that is known",
                    "known are ARM templates ($schema), plans of terraform show -json, Terraform's JSON configuration,"
                            + " and what az aks show, az acr show and az role assignment list answer with -o json"));
        }
    }

    /** Whether it is Terraform as it is written: a folder, or a file of one. */
    private static boolean isConfiguration(Path definition) {
        String name = definition.toString();
        return Files.isDirectory(definition) || name.endsWith(".tf") || name.endsWith(".tf.json");
    }

    static Problem problem(String path, Position at, String message) {
        return Problem.at(new SourceLocation(path, at.line(), at.column(), SourceLocation.Role.MANIFEST), message, "");
    }

    @Override
    public List<Path> roots(Collection<Path> files, Workspace workspace) {
        Set<Path> folders = new TreeSet<>();
        for (Path file : files) {
            Path folder = file.getParent();
            if (folder != null && RootModules.isConfiguration(file)) {
                folders.add(folder);
            }
        }
        return RootModules.in(folders, DefinitionReader::concerns, workspace, ReadLimits.DEFAULT);
    }

    /** Whether a type of resource, or the source of a module, has to do with a cluster. */
    private static boolean concerns(String type) {
        return TerraformContents.isRead(type) || type.toLowerCase(Locale.ROOT).startsWith("azure/");
    }

    @Override
    public boolean isDefinition(Node document) {
        if (ArmTemplate.isTemplate(document)) {
            return TemplateReading.definesKnownTypes(Node.ignoringCase(document, AzureType::keepsCase), 0);
        }
        return TerraformFile.isPlan(document) ? TerraformFile.definesKnownTypes(document) : AzAnswer.isAnswer(document);
    }

    @Override
    public Set<Path> compiled(List<Path> definitions, ReadLimits limits, Workspace workspace) {
        return definitions.stream()
                .filter(file -> Files.isRegularFile(CompiledLines.bicep(file)) && isCompiled(file, limits, workspace))
                .filter(file -> BicepRoots.isWhole(CompiledLines.bicep(file), limits, workspace))
                .collect(Collectors.toSet());
    }

    private static boolean isCompiled(Path file, ReadLimits limits, Workspace workspace) {
        try {
            String text = ManifestFile.read(file, limits, workspace).text();
            return ArmTemplate.isCompiled(ManifestReader.commentedJson(text, limits));
        } catch (SourceException | ManifestException unreadable) {
            // which is said where it is read
            return false;
        }
    }

    @Override
    public List<ClusterRequest> definitions(List<Path> files, ReadLimits limits, Workspace workspace) {
        var requests = new ArrayList<ClusterRequest>();
        BicepRoots.of(files, limits, workspace)
                .forEach((root, parameterFiles) -> parameterFiles.forEach(
                        parameters -> requests.add(new ClusterRequest(root, parameters, limits, workspace))));
        return requests;
    }
}
