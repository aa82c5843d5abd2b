package io.github.modelkeel.sklearn;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** The methods and fields that a compiled class names, called, handed on as a reference or otherwise: they are in its constant pool. */
final class ClassUses {
    private final int[] tags;
    private final int[] first;
    private final int[] second;
    private final String[] texts;

    private ClassUses(DataInputStream in) throws IOException {
        if (in.readInt() != 0xCAFEBABE) {
            throw new IOException("no class file");
        }
        in.readInt();
        int count = in.readUnsignedShort();
        tags = new int[count];
        first = new int[count];
        second = new int[count];
        texts = new String[count];
        for (int i = 1; i < count; i++) {
            tags[i] = in.readUnsignedByte();
            switch (tags[i]) {
                case 1 -> texts[i] = in.readUTF();
                case 3, 4 -> in.readInt();
                case 5, 6 -> {
                    in.readLong();
                    i++; // takes two places
                }
                case 7, 8, 16, 19, 20 -> first[i] = in.readUnsignedShort();
                case 9, 10, 11, 12, 17, 18 -> {
                    first[i] = in.readUnsignedShort();
                    second[i] = in.readUnsignedShort();
                }
                case 15 -> {
                    in.readUnsignedByte();
                    in.readUnsignedShort();
                }
                default -> throw new IOException("the constant " + tags[i]);
            }
        }
    }

    /** Owner and name of each member, {@code java/lang/Class.forName}. */
    static Set<String> of(Path classFile) throws IOException {
        ClassUses uses = new ClassUses(new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(classFile))));
        Set<String> members = new TreeSet<>();
        for (int i = 1; i < uses.tags.length; i++) {
            if (uses.tags[i] >= 9 && uses.tags[i] <= 11) {
                String owner = uses.texts[uses.first[uses.first[i]]];
                String name = uses.texts[uses.first[uses.second[i]]];
                members.add(owner + "." + name);
            }
        }
        return members;
    }
}
