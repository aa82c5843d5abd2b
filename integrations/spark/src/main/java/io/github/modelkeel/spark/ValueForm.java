package io.github.modelkeel.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;

/** How the values of a column are written in a {@link ColumnBlock}: with all of their digits, as these decide what a column is. */
enum ValueForm {
    WHOLE {
        @Override
        void write(DataOutputStream out, Object value) throws IOException {
            out.writeLong(((Number) value).longValue());
        }

        @Override
        Counted read(DataInputStream in) throws IOException {
            return new Counted(in.readLong(), 1);
        }
    },
    REAL {
        @Override
        void write(DataOutputStream out, Object value) throws IOException {
            out.writeDouble(((Number) value).doubleValue());
        }

        @Override
        Counted read(DataInputStream in) throws IOException {
            return new Counted(in.readDouble(), 1);
        }
    },
    DECIMAL {
        @Override
        void write(DataOutputStream out, Object value) throws IOException {
            writeText(out, value.toString());
        }

        @Override
        Counted read(DataInputStream in) throws IOException {
            return new Counted(new BigDecimal(readText(in)), 1);
        }
    },
    /** Of everything that is not a number, as {@link Counted}. */
    TEXT {
        @Override
        void write(DataOutputStream out, Object value) throws IOException {
            Counted counted = (Counted) value;
            writeText(out, (String) counted.value());
            out.writeLong(counted.times());
        }

        @Override
        Counted read(DataInputStream in) throws IOException {
            return new Counted(readText(in), in.readLong());
        }
    };

    /** Whether an entry is a number of eight bytes. */
    boolean isOfNumbers() {
        return this == WHOLE || this == REAL;
    }

    /** A value, and how often it comes. */
    record Counted(Object value, long times) {}

    abstract void write(DataOutputStream out, Object value) throws IOException;

    abstract Counted read(DataInputStream in) throws IOException;

    static ValueForm of(DataType type) {
        return switch (type.typeName()) {
            case "byte", "short", "integer", "long" -> WHOLE;
            case "float", "double" -> REAL;
            default -> type instanceof DecimalType ? DECIMAL : TEXT;
        };
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), UTF_8);
    }
}
