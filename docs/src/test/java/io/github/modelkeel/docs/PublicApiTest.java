package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnJre;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What users can name in code, a page for each package in {@code docs/api}. A change of the public API shows there as a line that goes
 * or comes, in the same change. {@code -Ddocs.update=true} writes the pages. The JDK of the baseline writes and compares them: a later one
 * words some declarations in another way.
 */
@EnabledOnJre(JRE.JAVA_17)
class PublicApiTest {
    private static final String ROOT = "io.github.modelkeel.";
    private static final Path PAGES = Path.of(System.getProperty("modelkeel.root"), "docs/api");

    private static final JavaClasses OURS = ProductionClasses.of(ArchitectureTest.modules());

    /** The packages that users may import. ONNX Runtime itself, which one class of its module uses, is not on this class path. */
    static Stream<String> packages() {
        return ArchitectureTest.exported().filter(name -> !name.equals("onnxruntime"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("packages")
    void thePublicApiIsTheOneOfThePage(String name) throws IOException {
        String api = api(name);
        Path page = PAGES.resolve(name + ".txt");
        if (Boolean.getBoolean("docs.update")) {
            Files.createDirectories(PAGES);
            Files.writeString(page, api);
        }
        assertThat(page).exists();
        assertThat(Files.readString(page))
                .as(
                        "if the change of the API is meant, run this test with -Ddocs.update=true and say in the CHANGELOG what"
                                + " users must change")
                .isEqualTo(api);
    }

    @Test
    void thereIsNoPageOfAPackageThatIsGone() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> page.getFileName().toString().replace(".txt", "")))
                    .containsExactlyInAnyOrderElementsOf(packages().toList());
        }
    }

    private static String api(String name) {
        Map<String, SortedSet<String>> types = new TreeMap<>();
        for (JavaClass type : OURS) {
            if (type.getPackageName().equals(ROOT + name) && isShown(type)) {
                types.put(type.getName(), members(type.reflect()));
            }
        }
        assertThat(types).isNotEmpty();
        StringBuilder text = new StringBuilder();
        types.forEach((type, members) -> {
            text.append(declaration(OURS.get(type).reflect())).append('\n');
            members.forEach(member -> text.append("    ").append(member).append('\n'));
        });
        return text.toString();
    }

    private static boolean isShown(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(PublicApiTest::isShown).orElse(true);
    }

    private static String declaration(Class<?> type) {
        String parent = type.getGenericSuperclass() == null || type.isRecord() || type.isEnum() || parentIsObject(type)
                ? ""
                : " extends " + type.getGenericSuperclass().getTypeName();
        List<String> interfaces = Arrays.stream(type.getGenericInterfaces())
                .map(java.lang.reflect.Type::getTypeName)
                .toList();
        String also = interfaces.isEmpty() ? "" : " : " + String.join(", ", interfaces);
        return shortened(type.toGenericString() + parent + also);
    }

    private static boolean parentIsObject(Class<?> type) {
        return type.getSuperclass() == Object.class;
    }

    private static SortedSet<String> members(Class<?> type) {
        Stream<Constructor<?>> constructors = Arrays.stream(type.getDeclaredConstructors());
        Stream<Method> methods = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> !method.isBridge() && !isOfEveryRecord(method));
        Stream<Field> fields = Arrays.stream(type.getDeclaredFields());
        return Stream.concat(Stream.concat(constructors, methods), fields)
                .filter(PublicApiTest::isVisible)
                .map(member -> shortened(text(member, type)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isOfEveryRecord(Method method) {
        return method.getDeclaringClass().isRecord()
                && List.of("toString", "equals", "hashCode").contains(method.getName());
    }

    private static boolean isVisible(Member member) {
        return (Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers()))
                && !member.isSynthetic();
    }

    private static String text(Member member, Class<?> type) {
        String text = member instanceof Executable code ? code.toGenericString() : ((Field) member).toGenericString();
        return text.replace(type.getTypeName() + ".", "");
    }

    /** Without the packages that everyone knows, and ours. */
    private static String shortened(String text) {
        return text.replaceAll(
                "\\b(?:java\\.(?:[a-z]+\\.)+|" + ROOT.replace(".", "\\.") + "(?:[a-z]+\\.)+)(?=[A-Z])", "");
    }
}
