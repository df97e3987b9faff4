/** JSON of numbers and codes as bytes and back, without the encoders that rules do not know. Throws beyond ASCII. */
export function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = character.charCodeAt(0)
    if (code > 127) throw new Error(`"${character}" is not ASCII`)
    return code
  })
}

export function asciiText(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}
