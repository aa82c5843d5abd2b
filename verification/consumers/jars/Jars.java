import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Looks at the jars of this JVM's own class path: no class of ours is in a jar of others too, and every class, method and field of a
 * library that a class of ours names exists in the version that is there. A method that is missing is found even where no
 * example comes past it.
 *
 * <p>usage: java -cp CLASS_PATH Jars.java
 */
public final class Jars {
    private static final String OURS = "io/github/modelkeel/";
    /** What our classes may lack: optional libraries, which whoever uses them brings. */
    private static final List<String> OPTIONAL = List.of("org/jspecify/", "org/junit/", OURS + "client/internal/http/");

    /** Methods of Jackson 2.16 and 2.18 that our classes call when they are there, and do without when they are not. */
    private static final List<String> DONE_WITHOUT = List.of("maxNameLength", "maxDocumentLength", "maxTokenCount").stream()
            .map(method -> "com/fasterxml/jackson/core/StreamReadConstraints$Builder." + method + " ")
            .toList();

    private final TreeSet<String> faults = new TreeSet<>();
    private int references;

    public static void main(String[] args) throws IOException {
        Jars jars = new Jars();
        List<Path> paths = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (entry.endsWith(".jar")) {
                paths.add(Path.of(entry));
            }
        }
        jars.findDuplicates(paths);
        for (Path path : paths) {
            if (isOurs(path)) {
                jars.checkReferences(path);
            }
        }
        if (jars.references == 0) {
            jars.faults.add("no jar of ours names any library: " + paths);
        }
        jars.faults.forEach(System.out::println);
        System.out.println(jars.references + " references into " + paths.size() + " jars");
        System.out.println(jars.faults.isEmpty() ? "CONSUMER OK" : jars.faults.size() + " FAULTS");
    }

    private static boolean isOurs(Path jar) {
        return jar.getFileName().toString().startsWith("modelkeel-");
    }

    private void findDuplicates(List<Path> paths) throws IOException {
        Map<String, Path> holders = new HashMap<>();
        for (Path path : paths) {
            try (JarFile jar = new JarFile(path.toFile())) {
                for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                    String name = entries.nextElement().getName();
                    if (!name.endsWith(".class") || name.endsWith("module-info.class") || name.startsWith("META-INF/")) {
                        continue;
                    }
                    Path first = holders.putIfAbsent(name, path);
                    if (first != null && (isOurs(first) || isOurs(path))) {
                        faults.add(name + " is in " + first.getFileName() + " and in " + path.getFileName());
                    }
                }
            }
        }
    }

    private void checkReferences(Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().endsWith(".class")
                        && !entry.getName().endsWith("module-info.class")
                        && OPTIONAL.stream().noneMatch(entry.getName()::startsWith)) {
                    try (InputStream bytes = jar.getInputStream(entry)) {
                        checkClass(entry.getName(), new DataInputStream(bytes));
                    }
                }
            }
        }
    }

    /** Reads the constant pool of a class file: JVM specification, section 4.4. */
    private void checkClass(String user, DataInputStream in) throws IOException {
        in.readInt();
        in.readInt();
        int count = in.readUnsignedShort();
        int[] tags = new int[count];
        String[] texts = new String[count];
        int[][] indexes = new int[count][2];
        for (int i = 1; i < count; i++) {
            tags[i] = in.readUnsignedByte();
            switch (tags[i]) {
                case 1 -> texts[i] = in.readUTF();
                case 3, 4 -> in.readInt();
                case 5, 6 -> {
                    in.readLong();
                    i++;
                }
                case 7, 8, 16, 19, 20 -> indexes[i][0] = in.readUnsignedShort();
                case 9, 10, 11, 12, 17, 18 -> {
                    indexes[i][0] = in.readUnsignedShort();
                    indexes[i][1] = in.readUnsignedShort();
                }
                case 15 -> {
                    in.readUnsignedByte();
                    in.readUnsignedShort();
                }
                default -> throw new IOException("constant of kind " + tags[i] + " in " + user);
            }
        }
        for (int i = 1; i < count; i++) {
            if (tags[i] == 7) {
                checkReference(user, texts[indexes[i][0]], null, null, false);
            } else if (tags[i] >= 9 && tags[i] <= 11) {
                int nameAndType = indexes[i][1];
                checkReference(
                        user,
                        texts[indexes[indexes[i][0]][0]],
                        texts[indexes[nameAndType][0]],
                        texts[indexes[nameAndType][1]],
                        tags[i] == 9);
            }
        }
    }

    private void checkReference(String user, String owner, String name, String descriptor, boolean field) {
        if (owner.startsWith("[") || owner.startsWith("java/") || OPTIONAL.stream().anyMatch(owner::startsWith)) {
            return;
        }
        references++;
        String what = owner + (name == null ? "" : "." + name + " " + descriptor);
        try {
            Class<?> type = Class.forName(owner.replace('/', '.'), false, Jars.class.getClassLoader());
            if (DONE_WITHOUT.stream().noneMatch(what::startsWith) && name != null && !has(type, name, descriptor, field)) {
                faults.add(user + " needs " + what + ", which is missing in " + source(type));
            }
        } catch (ClassNotFoundException | LinkageError | TypeNotPresentException e) {
            if (e.getMessage() != null && OPTIONAL.stream().anyMatch(e.getMessage()::startsWith)) {
                return; // a class for users of the optional library alone
            }
            faults.add(user + " needs " + what + ": " + e);
        }
    }

    private static boolean has(Class<?> type, String name, String descriptor, boolean field) {
        if (field) {
            return Arrays.stream(type.getDeclaredFields())
                            .anyMatch(f -> f.getName().equals(name) && f.getType().descriptorString().equals(descriptor))
                    || parents(type).stream().anyMatch(parent -> has(parent, name, descriptor, true));
        }
        MethodType wanted = MethodType.fromMethodDescriptorString(descriptor, Jars.class.getClassLoader());
        if (name.equals("<init>")) {
            return Arrays.stream(type.getDeclaredConstructors())
                    .anyMatch(c -> Arrays.equals(c.getParameterTypes(), wanted.parameterArray()));
        }
        return Arrays.stream(type.getDeclaredMethods())
                        .anyMatch(m -> m.getName().equals(name)
                                && m.getReturnType() == wanted.returnType()
                                && Arrays.equals(m.getParameterTypes(), wanted.parameterArray()))
                || parents(type).stream().anyMatch(parent -> has(parent, name, descriptor, false))
                || (type.isInterface() && has(Object.class, name, descriptor, false))
                || type.getName().equals("java.lang.invoke.MethodHandle")
                || type.getName().equals("java.lang.invoke.VarHandle");
    }

    private static List<Class<?>> parents(Class<?> type) {
        List<Class<?>> parents = new ArrayList<>(List.of(type.getInterfaces()));
        if (type.getSuperclass() != null) {
            parents.add(type.getSuperclass());
        }
        return parents;
    }

    private static String source(Class<?> type) {
        return type.getProtectionDomain().getCodeSource() == null
                ? "the JDK"
                : Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath()).getFileName().toString();
    }
}
