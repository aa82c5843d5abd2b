package io.github.modelkeel.samples.houseprices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.samples.houseprices.Table.Column;
import io.github.modelkeel.samples.houseprices.Table.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTableTest {
    @TempDir
    private Path folder;

    private Table read(String text) throws IOException {
        return CsvTable.read(Files.writeString(folder.resolve("homes.csv"), text));
    }

    @Test
    void kindsFollowTheValuesAndGapsStayGaps() throws IOException {
        Table table = read("a,b,c\n1,x,1e3\n ,NA,-2.5\nnan,y,.5\n");
        assertThat(table.columns())
                .containsExactly(
                        new Column("a", Kind.NUMBER), new Column("b", Kind.TEXT), new Column("c", Kind.NUMBER));
        assertThat(table.rows())
                .containsExactly(
                        Map.of("a", 1.0, "b", "x", "c", 1000.0), Map.of("c", -2.5), Map.of("b", "y", "c", 0.5));
        assertThat(table.name()).isEqualTo("homes.csv");
    }

    @Test
    void windowsLineEndsByteOrderMarkAndQuotesAreUnderstood() throws IOException {
        Table table = read("\uFEFFa,\"b \"\r\n1,\"x, \"\"y\"\"\"\r\n2,z\r\n");
        assertThat(table.names()).containsExactly("a", "b");
        assertThat(table.rows().get(0)).isEqualTo(Map.of("a", 1.0, "b", "x, \"y\""));
    }

    @Test
    void whatOnlyJavaTakesForANumberIsText() throws IOException {
        assertThat(read("a,b,c\n1d,0x1p3,Infinity\n").columns())
                .extracting(Column::kind)
                .containsOnly(Kind.TEXT);
    }

    @Test
    void theRulesAreThoseOfTheCommandLineAndOfDrift() throws IOException {
        assertThat(read("area, n\n suburban ,NA\nsuburban, <NA> \nNone,7\n").rows())
                .containsExactly(Map.of("area", "suburban"), Map.of("area", "suburban"), Map.of("n", 7.0));
        Path latin = Files.write(folder.resolve("latin.csv"), "a\nK\u00F6ln\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> CsvTable.read(latin))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("latin.csv, line 2, byte 0xF6 at offset 3 of the file: not UTF-8");
        assertThatThrownBy(() -> read("a;b\n1;2\n"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("holds ';', which looks like the delimiter");
    }

    @Test
    void aFileThatIsNotATableIsRefused() {
        assertThatThrownBy(() -> CsvTable.read(folder.resolve("none.csv")))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("no such file: ");
        assertThatThrownBy(() -> read("")).hasMessageEndingWith("has no rows");
        assertThatThrownBy(() -> read("a,b\n")).hasMessageEndingWith("has no rows");
        assertThatThrownBy(() -> read("a,a\n1,2\n")).hasMessageEndingWith("the column 'a' is there twice");
        assertThatThrownBy(() -> read("a,\n1,2\n")).hasMessageEndingWith("has a column without a name");
        assertThatThrownBy(() -> read("a,b\n1,2\n3\n")).hasMessageContaining("homes.csv");
        assertThatThrownBy(() -> read("a,b\n1,2\n3,4,5\n")).hasMessageContaining("homes.csv");
    }
}
