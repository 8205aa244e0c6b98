package io.github.akspolicy.cli;

import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.Mojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.project.MavenProject;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Runs a goal of the plugin as Maven does where there is no POM, in this process. */
final class Goal {
    private Goal() {}

    /**
     * Runs it.
     *
     * @param folder where Maven was started
     * @param properties what stands behind {@code -D}
     * @return the exit code of the command that does the same
     */
    static int run(String name, Path folder, Map<String, String> properties) throws Exception {
        return run(name, folder, properties, new SystemStreamLog());
    }

    /** The same, with what it prints. */
    static int run(String name, Path folder, Map<String, String> properties, Log log) throws Exception {
        try (InputStream descriptor =
                Objects.requireNonNull(Goal.class.getResourceAsStream("/META-INF/maven/plugin.xml"))) {
            NodeList mojos = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(descriptor)
                    .getElementsByTagName("mojo");
            for (int i = 0; i < mojos.getLength(); i++) {
                Element mojo = (Element) mojos.item(i);
                if (text(mojo, "goal").equals(name)) {
                    return run(mojo, folder, properties, log);
                }
            }
        }
        throw new IllegalArgumentException("no goal " + name);
    }

    private static int run(Element described, Path folder, Map<String, String> properties, Log log) throws Exception {
        Mojo mojo = (Mojo) Class.forName(text(described, "implementation"))
                .getDeclaredConstructor()
                .newInstance();
        mojo.setLog(log);
        MavenExecutionRequest request = new DefaultMavenExecutionRequest();
        request.setBaseDirectory(folder.toFile());
        properties.forEach(request.getUserProperties()::setProperty);
        @SuppressWarnings("deprecation") // the other constructor needs Maven's container
        var session = new MavenSession(null, request, new DefaultMavenExecutionResult(), List.of());
        var descriptor = new MojoDescriptor();
        descriptor.setPluginDescriptor(new PluginDescriptor());
        var project = new MavenProject();
        project.setExecutionRoot(true);
        Map<String, Object> ofMaven = Map.of(
                "${session}", session,
                "${project}", project,
                "${mojoExecution}", new MojoExecution(descriptor));
        NodeList configuration =
                ((Element) described.getElementsByTagName("configuration").item(0)).getElementsByTagName("*");
        for (int i = 0; i < configuration.getLength(); i++) {
            Element value = (Element) configuration.item(i);
            String usual = value.getAttribute("default-value");
            String property = value.getTextContent().replaceAll("[${}]", "");
            String written = properties.getOrDefault(property, usual);
            if (ofMaven.containsKey(usual)) {
                set(mojo, value.getTagName(), ofMaven.get(usual));
            } else if (property.startsWith("aks-policy.") && !written.isEmpty()) {
                set(mojo, value.getTagName(), written, folder);
            }
        }
        return code(mojo, session);
    }

    private static int code(Mojo mojo, MavenSession session) {
        try {
            mojo.execute();
            return session.getResult().hasExceptions() ? CommandLineTool.ERROR : CommandLineTool.PASSED;
        } catch (MojoFailureException findings) {
            return CommandLineTool.FINDINGS;
        } catch (MojoExecutionException error) {
            return CommandLineTool.ERROR;
        }
    }

    private static void set(Mojo mojo, String name, String written, Path folder) throws ReflectiveOperationException {
        Class<?> type = field(mojo, name).getType();
        Object value = type == List.class
                ? Arrays.asList(written.split(","))
                : type == boolean.class
                        ? (Object) Boolean.valueOf(written)
                        : type == int.class
                                ? (Object) Integer.valueOf(written)
                                : type == java.io.File.class
                                        ? folder.resolve(written).toFile()
                                        : written;
        set(mojo, name, value);
    }

    private static void set(Mojo mojo, String name, Object value) throws ReflectiveOperationException {
        Field field = field(mojo, name);
        field.setAccessible(true);
        field.set(mojo, value);
    }

    private static Field field(Mojo mojo, String name) throws NoSuchFieldException {
        for (Class<?> type = mojo.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(name);
    }

    private static String text(Element parent, String name) {
        return parent.getElementsByTagName(name).item(0).getTextContent();
    }
}
