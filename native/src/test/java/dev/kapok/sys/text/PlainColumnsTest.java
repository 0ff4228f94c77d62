package dev.kapok.sys.text;

class PlainColumnsTest extends ColumnsConformance {
  @Override
  protected String align(String[][] lines, int least, int gap) {
    return PlainColumns.align(lines, least, gap);
  }
}
