import java.io.File;
import java.util.List;
import java.util.Objects;
import org.gradle.api.Project;
import org.gradle.api.artifacts.Configuration;
import org.gradle.testfixtures.ProjectBuilder;

/**
 * Gradle's own resolution of a Java project that takes {@code platform("io.github.modelkeel:modelkeel-bom:VERSION")} and names our
 * artifacts without versions: prints the run-time class path.
 *
 * <p>usage: ClassPath PROJECT_DIRECTORY LOCAL_REPOSITORY VERSION ARTIFACT ...
 */
public final class ClassPath {
    private static final String GROUP = "io.github.modelkeel";

    private ClassPath() {}

    public static void main(String[] args) {
        File directory = new File(args[0]);
        Project project = ProjectBuilder.builder()
                .withProjectDir(new File(directory, "project"))
                .withGradleUserHomeDir(new File(directory, "home"))
                .build();
        project.getPluginManager().apply("java");
        project.getRepositories().maven(repository -> repository.setUrl(new File(args[1]).toURI()));
        var dependencies = project.getDependencies();
        dependencies.add("implementation", dependencies.platform(GROUP + ":modelkeel-bom:" + args[2]));
        for (String artifact : List.of(args).subList(3, args.length)) {
            dependencies.add("implementation", GROUP + ":modelkeel-" + artifact);
        }
        Configuration runtime = project.getConfigurations().getByName("runtimeClasspath");
        List<String> files = runtime.getFiles().stream().map(File::getPath).toList();
        runtime.getResolvedConfiguration().getResolvedArtifacts().stream()
                .map(artifact -> artifact.getModuleVersion().getId())
                .filter(id -> id.getGroup().equals(GROUP) && !Objects.equals(id.getVersion(), args[2]))
                .forEach(id -> {
                    throw new IllegalStateException("not the version of the BOM: " + id);
                });
        System.out.println("CLASS PATH " + String.join(File.pathSeparator, files));
        System.exit(0); // Gradle's workers are no daemons
    }
}
