// Makes the desk more comfortable; everything works without it. Files are sent one
// by one with a bar for each, from the file field or dropped on its box, and the
// lists below are read anew when they are done.
(function () {
  'use strict'

  var box = document.querySelector('[data-drop]')
  if (box) uploads(box)
  var sheet = document.querySelector('form.sheet')
  if (sheet) keepTyped(sheet)

  function uploads (box) {
    var form = box.querySelector('form')
    var input = form.elements.files
    var list = box.querySelector('.results')
    var waiting = []
    var busy = false
    var count = 0

    box.querySelector('.drop-hint').hidden = false
    form.addEventListener('submit', function (event) {
      event.preventDefault()
      take(input.files)
      input.value = '' // they are in the list now
    })
    ;['dragenter', 'dragover'].forEach(function (name) {
      box.addEventListener(name, function (event) {
        event.preventDefault()
        box.classList.add('over')
      })
    })
    box.addEventListener('dragleave', function (event) {
      if (!box.contains(event.relatedTarget)) box.classList.remove('over')
    })
    box.addEventListener('drop', function (event) {
      event.preventDefault()
      box.classList.remove('over')
      take(event.dataTransfer.files)
    })

    function take (files) {
      if (form.elements.unit && !form.elements.unit.reportValidity()) return
      Array.prototype.forEach.call(files, function (file) {
        var line = addLine(file)
        if (file.size > 20 * 1024 * 1024) return fail(line, box.dataset.big)
        waiting.push({ file: file, line: line })
      })
      next()
    }

    function addLine (file) {
      box.querySelector('.sent').hidden = false
      var line = document.createElement('li')
      line.className = 'result'
      var name = document.createElement('strong')
      name.textContent = file.name
      var bar = document.createElement('progress')
      bar.max = 100
      bar.value = 0
      bar.setAttribute('aria-label', file.name)
      var words = document.createElement('span')
      line.append(name, ' ', words, bar)
      list.append(line)
      return { element: line, bar: bar, words: words }
    }

    function next () {
      if (busy) return
      var one = waiting.shift()
      if (!one) return
      busy = true
      send(one, function () {
        busy = false
        if (waiting.length > 0) return next()
        refresh()
      })
    }

    function send (one, done) {
      var data = new FormData(form)
      data.delete('files')
      data.set('key', data.get('key') + '-' + count++)
      data.append('files', one.file)
      var request = new XMLHttpRequest()
      request.open('POST', form.action)
      request.responseType = 'document'
      request.upload.addEventListener('progress', function (event) {
        if (!event.lengthComputable) return
        one.line.bar.value = 100 * event.loaded / event.total
        one.line.words.textContent = box.dataset.sending + ' ' + Math.round(one.line.bar.value) + '%'
      })
      request.upload.addEventListener('load', function () {
        one.line.bar.removeAttribute('value')
        one.line.words.textContent = box.dataset.reading
      })
      request.addEventListener('load', function () {
        var answer = request.response
        var result = answer && answer.querySelector('.result')
        var wrong = answer && answer.querySelector('#wrong')
        if (result) one.line.element.replaceWith(document.importNode(result, true))
        else fail(one.line, wrong ? wrong.textContent : box.dataset.failed)
        done()
      })
      request.addEventListener('error', function () {
        fail(one.line, box.dataset.failed)
        done()
      })
      request.send(data)
    }

    function fail (line, words) {
      line.element.className = 'result bad'
      line.bar.remove()
      line.words.textContent = words
    }
  }

  // refresh reads the lists of the page anew and leaves the rest as it is.
  function refresh () {
    var request = new XMLHttpRequest()
    request.open('GET', location.href)
    request.responseType = 'document'
    request.addEventListener('load', function () {
      var fresh = request.response && request.response.getElementById('waiting')
      if (fresh) document.getElementById('waiting').replaceWith(document.importNode(fresh, true))
    })
    request.send()
  }

  // keepTyped asks before a page is left on which something was typed.
  function keepTyped (form) {
    var changed = document.getElementById('wrong') !== null // what could not be saved
    form.addEventListener('input', function () { changed = true })
    form.addEventListener('submit', function () { changed = false })
    window.addEventListener('beforeunload', function (event) { if (changed) event.preventDefault() })
  }
})()
