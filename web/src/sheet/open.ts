import { BookError, type Book } from "./book";
import { openCsv } from "./csv";
import { openWorkbook } from "./xlsx";

const startsWith = (bytes: Uint8Array, ...magic: number[]): boolean =>
  magic.every((byte, at) => bytes[at] === byte);

/** Read a file by what is in it, not by what it is called. */
export async function openBook(file: File, encoding: string | null): Promise<Book> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes.length === 0) throw new BookError(`${file.name} 是空文件`);
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) return openWorkbook(file.name, bytes);
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    throw new BookError(`${file.name} 是旧版 XLS 或有密码的工作簿；请另存为没有密码的 XLSX`);
  }
  return openCsv(file.name, bytes, encoding);
}
