// A picture to send when nobody has one at hand: a street at dusk whose lamp is out.

/** Returns a small PNG as base64, a little different each time. */
export function examplePhoto() {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [480, 320];
  const paint = canvas.getContext("2d");
  const sky = paint.createLinearGradient(0, 0, 0, 230);
  sky.addColorStop(0, "#26324a");
  sky.addColorStop(1, `hsl(${20 + Math.random() * 25} 45% 58%)`);
  paint.fillStyle = sky;
  paint.fillRect(0, 0, 480, 320);
  for (let x = -20; x < 480; x += 55 + Math.random() * 30) {
    const height = 70 + Math.random() * 90;
    paint.fillStyle = `hsl(215 18% ${16 + Math.random() * 10}%)`;
    paint.fillRect(x, 240 - height, 62, height);
    paint.fillStyle = "#f2cf8a";
    for (let i = 0; i < 6; i++) {
      if (Math.random() < 0.5) paint.fillRect(x + 9 + (i % 3) * 16, 252 - height + Math.floor(i / 3) * 24, 8, 11);
    }
  }
  paint.fillStyle = "#30343a";
  paint.fillRect(0, 240, 480, 80);
  paint.strokeStyle = "#14181d";
  paint.lineWidth = 7;
  paint.beginPath();
  paint.moveTo(330, 300);
  paint.lineTo(330, 96);
  paint.quadraticCurveTo(330, 72, 296, 74);
  paint.stroke();
  paint.fillStyle = "#0d1014";
  paint.fillRect(272, 68, 34, 13);
  return canvas.toDataURL("image/png").split(",")[1];
}

/** Reads a chosen file as base64. */
export async function asBase64(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
