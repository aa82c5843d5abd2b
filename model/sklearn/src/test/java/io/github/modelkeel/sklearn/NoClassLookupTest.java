package io.github.modelkeel.sklearn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.boosters.BoosterReader;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.onnx.OnnxReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.lang.invoke.MethodHandles;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing in the readers can look up a class by a name, make an object of a class that it was not written for, or start a program. */
class NoClassLookupTest {
    private static final Pattern FORBIDDEN = Pattern.compile(
            "java/lang/Class\\.(forName|newInstance|getClassLoader|getModule|get(Declared)?(Method|Constructor|Field|Classes).*)"
                    + "|java/lang/(ClassLoader|Module|ModuleLayer|Process|ProcessBuilder|Compiler|Package)[.$].*"
                    + "|java/lang/(System|Runtime)\\.(load|loadLibrary|exec|exit|halt)"
                    + "|java/lang/Thread\\.(get|set)ContextClassLoader"
                    + "|java/lang/reflect/(?!Array\\.get).*"
                    + "|java/lang/invoke/(MethodHandle\\.|MethodType\\.|MethodHandles\\$|MethodHandles\\..*[lL]ookup).*"
                    + "|java/util/(ServiceLoader|ResourceBundle).*"
                    + "|java/io/(ObjectInput|ObjectStream|Externalizable).*"
                    + "|java/net/.*|java/rmi/.*|java/beans/.*|javax/.*|jdk/.*|sun/.*|com/sun/.*"
                    + "|java/nio/charset/Charset\\.forName"
                    + "|java/security/.*"
                    + "|com/fasterxml/jackson/databind/.*"
                    + "|org/snakeyaml/engine/v2/constructor/.*|.*\\.setTagConstructors");

    /**
     * What a class may do nevertheless: readers, and runtimes for graphs, are found by the service type and never by a name from a file.
     */
    private static final Set<String> ALLOWED = Set.of(
            "formats.ModelReaders java/lang/Class.getClassLoader",
            "formats.ModelReaders java/util/ServiceLoader.load",
            "formats.ModelReaders java/util/ServiceLoader.stream",
            "formats.ModelReaders java/util/ServiceLoader$Provider.get",
            "onnx.ForeignGraph java/util/ServiceLoader.load",
            "onnx.ForeignGraph java/util/ServiceLoader.findFirst");

    /** What binds the rows of a caller, records and beans, to columns. It sees no file. */
    private static final Pattern BINDING =
            Pattern.compile("model\\.row\\.(RecordBinding|BeanMembers|PropertyNames)(\\$.*)?");

    @Test
    void theReadersUseNothingThatLooksUpClassesOrRunsPrograms() throws IOException, URISyntaxException {
        Set<String> found = forbidden(ModelBundle.class, 60);
        found.addAll(forbidden(BoosterReader.class, 20));
        found.addAll(forbidden(SklearnReader.class, 100));
        found.addAll(forbidden(OnnxReader.class, 30));
        assertThat(found).isEqualTo(new TreeSet<>(ALLOWED));
    }

    @Test
    void whatTheReadersMakeUsesNothingOfTheKind() throws IOException, URISyntaxException {
        assertThat(forbidden(ScoringModel.class, 100))
                .allMatch(use ->
                        BINDING.matcher(use.substring(0, use.indexOf(' '))).matches());
    }

    /** The classes of a module that use what is forbidden, each with what it uses. */
    private static Set<String> forbidden(Class<?> one, int atLeast) throws IOException, URISyntaxException {
        Path root =
                Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(root)) {
            return forbiddenBelow(root.resolve("io/github/modelkeel"), atLeast);
        }
        try (FileSystem jar = FileSystems.newFileSystem(root)) {
            return forbiddenBelow(jar.getPath("io/github/modelkeel"), atLeast);
        }
    }

    private static Set<String> forbiddenBelow(Path start, int atLeast) throws IOException {
        Set<String> found = new TreeSet<>();
        List<Path> files;
        try (Stream<Path> all = Files.walk(start)) {
            files = all.filter(path -> path.toString().endsWith(".class")).toList();
        }
        assertThat(files).hasSizeGreaterThan(atLeast);
        for (Path file : files) {
            String name = start.relativize(file).toString().replace('/', '.').replaceFirst("\\.class$", "");
            usesOf(file).forEach(use -> found.add(name + " " + use));
        }
        return found;
    }

    private static List<String> usesOf(Path file) throws IOException {
        return ClassUses.of(file).stream()
                .filter(use -> FORBIDDEN.matcher(use).matches())
                .toList();
    }

    /** What the check must see. */
    @SuppressWarnings({"unused", "BanSerializableRead", "BanClassLoader"})
    private static final class Looker {
        private Looker() {}

        static Class<?> called(String name) throws ClassNotFoundException {
            return Class.forName(name);
        }

        static Class<?> loaded(String name) throws ClassNotFoundException {
            return ClassLoader.getSystemClassLoader().loadClass(name);
        }

        static Class<?> found(String name) throws ClassNotFoundException, IllegalAccessException {
            return MethodHandles.lookup().findClass(name);
        }

        static Object deserialized(InputStream in) throws IOException, ClassNotFoundException {
            return new ObjectInputStream(in).readObject();
        }

        static Function<Class<?>, Iterable<?>> handedOn() {
            return ServiceLoader::load;
        }
    }

    @Test
    void theCheckSeesEachWay() throws IOException, URISyntaxException {
        Path classes = Path.of(
                Looker.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        assertThat(usesOf(classes.resolve(Looker.class.getName().replace('.', '/') + ".class")))
                .contains(
                        "java/lang/Class.forName",
                        "java/lang/ClassLoader.loadClass",
                        "java/lang/invoke/MethodHandles$Lookup.findClass",
                        "java/io/ObjectInputStream.readObject",
                        "java/util/ServiceLoader.load");
    }
}
