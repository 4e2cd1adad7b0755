// nodemailer's table of types by file name: a mail here is text and HTML, and has no files.
const unused = () => {
  throw new Error('types of files are left out of the Worker')
}
exports.detectMimeType = unused
exports.detectExtension = unused
